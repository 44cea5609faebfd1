"""The bare words of Entra's expressions: what stands there without quotes, and is no attribute."""

WORDS = frozenset({"vbTextCompare", "vbBinaryCompare", "UTF8", "Unicode", "ASCII"})
"""Words that Microsoft's page gives to arguments of `InStr` and `ConvertFromBase64`.

What Entra makes of any other is documented nowhere: not that it would be a text.
"""

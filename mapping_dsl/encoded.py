"""Bytes as text and back: UTF-8 and UTF-16, with what they begin with."""

from __future__ import annotations

import codecs

from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen


class Encoding(Frozen):
    """How a file's text is written: Python's name of the codec, and the byte order mark."""

    codec: str
    mark: bytes

    def encode(self, text: str) -> bytes:
        """Return the bytes of a text, the mark first."""
        return self.mark + text.encode(self.codec)


UTF_8 = Encoding("utf-8", b"")
_MARKED = (
    Encoding("utf-8", codecs.BOM_UTF8),
    Encoding("utf-16-le", codecs.BOM_UTF16_LE),
    Encoding("utf-16-be", codecs.BOM_UTF16_BE),
)


def decode(content: bytes, name: str) -> tuple[str, Encoding]:
    """Return the text of a file and how to write it back to the byte.

    UTF-16 has a byte order mark, as Windows writes it; anything without a mark is UTF-8. Raises
    ToolError, which calls the file `name`, for what is neither.
    """
    marked = (one for one in _MARKED if content.startswith(one.mark))
    encoding = next(marked, UTF_8)
    try:
        return content[len(encoding.mark) :].decode(encoding.codec), encoding
    except UnicodeDecodeError as error:
        at = error.start + len(encoding.mark)
        what = encoding.codec.upper()
        raise ToolError(f"{name}: not {what}: {error.reason} at byte {at}") from None

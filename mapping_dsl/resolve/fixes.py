"""Fixes of one edit, as most are."""

from mapping_dsl.findings import Edit, Fix, Place


def instead(place: Place, text: str, *, safe: bool = False) -> Fix:
    """Return the fix that writes a text in place of what stands there."""
    return Fix(f"write `{text}`", (Edit(place, text),), safe)

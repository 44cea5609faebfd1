"""JSON as other programs write it: the same value in another style."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

_ESCAPE = re.compile(r"\\(.)")


class Style(NamedTuple):
    """How a document is written; `indent` is none where it stands on one line."""

    indent: int | str | None = 2
    separators: tuple[str, str] = (",", ": ")
    newline: str = "\n"
    end: str = "\n"
    ascii_only: bool = False
    html: bool = False
    quote: bool = False
    upper: bool = False
    windows_powershell: bool = False
    codec: str = "utf-8"
    mark: bytes = b""

    def text(self, value: Any) -> str:
        """Write a value."""
        if self.windows_powershell:
            text = _aligned(
                value, 0, lambda one: self._escaped(json.dumps(one, ensure_ascii=False))
            )
        else:
            text = self._escaped(
                json.dumps(
                    value,
                    indent=self.indent,
                    separators=self.separators,
                    ensure_ascii=self.ascii_only,
                )
            )
        return (text + self.end).replace("\n", self.newline)

    def _escaped(self, text: str) -> str:
        if self.upper:
            text = re.sub(r"\\u[0-9a-f]{4}", lambda m: "\\u" + m[0][2:].upper(), text)
        if self.html:
            for one in "'<>&":
                text = text.replace(one, f"\\u{ord(one):04{'X' if self.upper else 'x'}}")
        if self.quote:
            text = _ESCAPE.sub(lambda m: "\\u0022" if m[1] == '"' else m[0], text)
        return text

    def content(self, value: Any) -> bytes:
        """Write a value as a file."""
        return self.mark + self.text(value).encode(self.codec)


def _aligned(value: Any, column: int, scalar: Callable[[Any], str]) -> str:
    """Write as ConvertTo-Json of Windows PowerShell 5.1: inside is four right of the bracket."""
    if not isinstance(value, dict | list):
        return scalar(value)
    open_, close = "{}" if isinstance(value, dict) else "[]"
    around, inner = " " * column, " " * (column + 4)
    if not value:
        return f"{open_}\n\n{around}{close}"
    if isinstance(value, list):
        parts = [inner + _aligned(one, column + 4, scalar) for one in value]
    else:
        parts = []
        for key, one in value.items():
            name = f"{scalar(key)}:  "
            parts.append(inner + name + _aligned(one, column + 4 + len(name), scalar))
    return f"{open_}\n" + ",\n".join(parts) + f"\n{around}{close}"


POWERSHELL_5 = Style(newline="\r\n", end="\n", html=True, windows_powershell=True)
STYLES = {
    "two spaces": Style(),
    "four spaces, no end": Style(indent=4, end=""),
    "three spaces": Style(indent=3),
    "tabs": Style(indent="\t"),
    "no indent": Style(indent=0),
    "minified": Style(indent=None, separators=(",", ":"), end=""),
    "one line": Style(indent=None, separators=(", ", ": ")),
    "CRLF": Style(newline="\r\n"),
    "PowerShell 7": Style(newline="\r\n", end="\n"),
    "PowerShell 7, ASCII": Style(newline="\r\n", ascii_only=True),
    "PowerShell 7, HTML": Style(html=True, ascii_only=True, quote=True),
    "PowerShell 5.1": POWERSHELL_5,
    "PowerShell 5.1, UTF-16": POWERSHELL_5._replace(codec="utf-16-le", mark=b"\xff\xfe"),
    "PowerShell 5.1, UTF-8": POWERSHELL_5._replace(mark=b"\xef\xbb\xbf"),
    "UTF-16 BE": Style(codec="utf-16-be", mark=b"\xfe\xff"),
    "ASCII": Style(ascii_only=True),
    "ASCII, capitals": Style(ascii_only=True, upper=True, html=True),
    "minified, HTML": Style(indent=None, separators=(",", ":"), html=True, upper=True),
}

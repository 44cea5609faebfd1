"""Changes that somebody accepted, each once and for itself: `CODE TARGET DIGEST "reason"`."""

from __future__ import annotations

import re

from mapping_dsl import files
from mapping_dsl.diff.change import Change, Risk
from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen

_LINE = re.compile(r'(?P<code>MAP\d{3})\s+(?P<target>\S.*?)\s+(?P<digest>[0-9a-f]{16})\s+"(.*)"')

ACCEPTABLE = (Risk.IDENTITY, Risk.ACCESS, Risk.VALUE)
"""What can be intended; the others only follow from what is, or are nothing."""


class Acceptance(Frozen):
    """One line: the change that it fits, by its digest, and why it is intended."""

    code: str
    target: str
    digest: str
    reason: str
    line: int

    def fits(self, change: Change) -> bool:
        """Tell whether it is this very change, from the old rows to the new ones."""
        named = (self.code, self.target) == (change.code, change.target)
        return named and change.risk in ACCEPTABLE and self.digest == change.digest


def line(change: Change) -> str:
    """Return the line that accepts a change, its reason left to be written."""
    return f'{change.code} {change.target} {change.digest} "…"'


def read(path: str) -> list[Acceptance]:
    """Read a file of accepted changes; ToolError names a line that is none, or has no reason."""
    found = []
    for number, text in enumerate(files.read_text(path).splitlines(), start=1):
        written = text.strip()
        if not written or written.startswith("#"):
            continue
        parts = _LINE.fullmatch(written)
        if parts is None:
            raise ToolError(f'{path}:{number}: write it as `CODE TARGET DIGEST "reason"`')
        code, target, digest, reason = parts.groups()
        if not reason.strip("… "):
            raise ToolError(f"{path}:{number}: an accepted change needs a reason")
        found.append(Acceptance(code, target, digest, reason, number))
    return found

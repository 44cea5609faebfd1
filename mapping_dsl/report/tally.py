"""The line that every run of `lint` ends with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from mapping_dsl.findings import Finding, Severity


def tally(findings: Iterable[Finding], kept: Mapping[str, int], files: int = 1) -> str:
    """Return how many findings there are, and of each kind that was `kept` back."""
    count = Counter(finding.severity for finding in findings)
    total = count.total()
    levels = [f"{count[s]} {s}{'s' * (count[s] != 1)}" for s in Severity if count[s]]
    told = f"{total} finding{'s' * (total != 1)} ({', '.join(levels)})" if total else "no findings"
    where = f" in {files} files" if files != 1 else ""
    return f"{told}{where}{''.join(f', {number} {name}' for name, number in kept.items())}\n"

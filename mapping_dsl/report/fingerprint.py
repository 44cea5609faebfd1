"""What tells an entry from all others, and stays when lines move."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from mapping_dsl.report.entry import Run

_DIGITS = 32


def fingerprints(run: Run) -> list[str]:
    """Return one for each open entry, in their order: of its file, rule, subject and content.

    The line is not in it. Of entries that are alike in all of that, the number counts.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for entry in run.open:
        finding = entry.finding
        path = run.paths.in_repository(entry.place.source.path)
        about = (path, finding.code, entry.block, finding.subject, entry.digest)
        seen[about] += 1
        parts = "\0".join((*about, str(seen[about])))
        made.append(sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS])
    return made

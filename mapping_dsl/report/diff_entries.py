"""Changes as entries."""

from mapping_dsl.diff.change import Change, Risk
from mapping_dsl.report.entry import SEVERITIES, Entry

CLASSES = (SEVERITIES[0], *(risk.value for risk in Risk))
"""The classes of a comparison, the worst first: an error is what kept two from being compared."""


def of_change(change: Change, accept: str = "", reason: str = "") -> Entry:
    """Return a change; `accept` is the line that accepts it, `reason` why it was accepted."""
    return Entry(
        change.finding,
        change.risk.value,
        change.block,
        change.old.shown,
        change.new.shown,
        change.digest,
        accept,
        reason,
    )

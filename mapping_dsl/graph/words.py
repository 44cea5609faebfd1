"""Changes of a schema for a person: by risk, what stands there before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapping_dsl.graph.changes import Change, Risk
from mapping_dsl.report.revealed import revealed

_MEANING = {
    Risk.IDENTITY: "who is who: people may be matched to others, or made anew",
    Risk.ACCESS: "who has access: people may lose or gain it",
    Risk.VALUE: "what is written to people",
    Risk.STYLE: "definitions and notes, nothing that is written to people",
}
NEXT = (
    "a saved schema makes Entra start an initial cycle: it evaluates every user and group in scope "
    "again, not only those that changed"
)
"""What Entra does after each save of a schema, by its documentation."""


def listed(changes: Iterable[Change]) -> str:
    """Return the changes under a heading for each risk, the worst first; empty for none."""
    return "".join(_lines(list(changes)))


def _lines(changes: list[Change]) -> Iterator[str]:
    for risk in Risk:
        of_risk = [change for change in changes if change.risk is risk]
        if of_risk:
            yield f"{risk.value.upper()}: {_MEANING[risk]}\n"
        for change in of_risk:
            yield f"  {_sign(change)} {revealed(change.what)}\n"
            if change.before is not None:
                yield f"      - {revealed(change.before)}\n"
            if change.after is not None:
                yield f"      + {revealed(change.after)}\n"


def _sign(change: Change) -> str:
    if change.before is None and change.after is not None:
        return "+"
    return "-" if change.after is None and change.before is not None else "~"

"""Changes of a schema for a person: by risk, what comes next, and where else documents differ."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.diff.change import Risk
from mapping_dsl.graph.changes import Changes, Elsewhere
from mapping_dsl.report import diff_text
from mapping_dsl.report.text import Paint, Style, plain

NEXT = (
    "next: a saved schema makes Entra start an initial cycle: it evaluates every user and group in "
    "scope again, not only those that changed"
)
"""What Entra does after each save of a schema, by its documentation."""
_HEADING = "what no change above tells, by its place in the document:"


def listed(changes: Changes, paint: Paint = plain) -> str:
    """Return the changes, the worst first, then the other places; empty for none."""
    if not changes:
        return ""
    count = len(changes.elsewhere)
    also = f"{count} other place{'s' * (count != 1)}" if count else ""
    text = diff_text.render(changes.name, changes.told, paint=paint, also=also, places=False)
    lines = [] if not changes.note else ["", *diff_text.wrapped(f"note: {changes.note}", "", "  ")]
    if changes.elsewhere:
        lines += ["", _HEADING]
        lines += [line for one in changes.elsewhere for line in _lines(one, paint)]
    if not any(change.risk is Risk.INFO for change in changes.told):
        lines += ["", *diff_text.wrapped(NEXT, "", "  ")]
    return text + "".join(f"{line}\n" for line in [*lines, ""])


def _lines(one: Elsewhere, paint: Paint) -> Iterator[str]:
    sign = "+" if one.old is None else "-" if one.new is None else "~"
    yield from diff_text.wrapped(one.pointer, f"  {sign} ", "    ")
    for mark, value, style in (("-", one.old, Style.OLD), ("+", one.new, Style.NEW)):
        if value is not None:
            lines = diff_text.wrapped(value, f"      {mark} ", "        ")
            yield from (paint(line, style) for line in lines)

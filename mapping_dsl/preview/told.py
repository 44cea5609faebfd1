"""Whether a preview tells all that is asked of it."""

from __future__ import annotations

from mapping_dsl.evaluate.result import Unknown
from mapping_dsl.preview.outcome import Outcome, Why
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Verb

_WRITES = (Verb.POST, Verb.PATCH)


def is_open(preview: Preview) -> bool:
    """Tell whether the scope, a request, or a value that one may hold is not known.

    What an update does with a default hangs on what Webex has, and is told for either case.
    """
    steps = preview.request.steps
    if preview.standing.in_scope is None or any(step.verb is Verb.UNKNOWN for step in steps):
        return True
    return bool(open_rows(preview))


def open_rows(preview: Preview) -> tuple[Outcome, ...]:
    """Return the rows of whose values something is not known, if a request may hold them."""
    writes = any(step.verb in _WRITES for step in preview.request.steps)
    return tuple(filter(_is_unknown, preview.outcomes)) if writes else ()


def _is_unknown(row: Outcome) -> bool:
    later = row.mapping.source is not None and isinstance(row.on_update, Unknown)
    return row.why is Why.UNKNOWN or later

"""What changed between two exported schemas, as `diff` tells it."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.api import places
from mapping_dsl.api.importing import import_schema
from mapping_dsl.api.versions import Document
from mapping_dsl.api.weighing import Side, weigh
from mapping_dsl.diff import engine
from mapping_dsl.diff.change import Change
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import MappingPair
from mapping_dsl.diff.rules import FOLLOWING
from mapping_dsl.diff.rules.map805_unsaid_changed import unsaid_changed
from mapping_dsl.diff.rules.map830_spelled_differently import spelled_differently

_SAME = "means the same, though not in the same bytes: no save needed"
_FOLLOWING = {rule.code for rule in FOLLOWING}


def changes(old: Document, new: Document, imported: MappingPair) -> engine.Changes:
    """Return what rules tell of two schemas, and a change for each place that these leave.

    A change that cannot say more than that no mapping says one side gives its class to the place.
    `imported` are both as mappings; a whole schema is compared with a part of one as these.
    """
    before, after = _side(old), _side(new)
    if before.imported.envelope.inside != after.imported.envelope.inside:
        return engine.run(imported)
    weighed = weigh(before, after)
    told = [change for change in weighed.told if change.code not in _FOLLOWING]
    found = [*told, *places.changes(before, after, weighed), *_beside(after, imported)]
    both = weighed.pair.but(respelled=old.content != new.content)
    last = engine.run(both, FOLLOWING, found)
    shown = [_as_document(change) for change in last.changes]
    return engine.Changes(shown, [*weighed.crashes, *last.crashes])


def _as_document(change: Change) -> Change:
    """Return a change of two files that nobody compiles: the one that nothing is, in its words."""
    return change.but(message=_SAME) if change.code == spelled_differently.code else change


def _side(document: Document) -> Side:
    imported = import_schema(document.content, document.path)
    return Side(imported, imported.envelope.value)


def _beside(side: Side, imported: MappingPair) -> Iterator[Change]:
    """Yield what differs around a schema, as in a template that has one."""
    for change in unsaid_changed.compare(imported, Context(imported)):
        if change.target.startswith("/") and side.inner(change.target) is None:
            yield change

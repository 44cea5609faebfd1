"""What differs between two schema documents: what mappings say, by its rules; the rest by place."""

from __future__ import annotations

from mapping_dsl.api.comparison import failures
from mapping_dsl.api.importing import import_schema
from mapping_dsl.api.weighing import Side, weigh
from mapping_dsl.diff.change import Risk
from mapping_dsl.diff.engine import in_order
from mapping_dsl.errors import ToolError
from mapping_dsl.graph.changes import Changes, elsewhere
from mapping_dsl.graph.document import differing, parse

_OLD, _NEW = "the live schema", "the new schema"


def schema_changes(old: bytes, new: bytes, name: str) -> Changes:
    """Return all that differs in meaning between two documents; `name` is what to call them.

    Raises ToolError if one is no JSON. What is JSON and cannot be imported is told by place alone.
    """
    before, after = parse(old, _OLD), parse(new, _NEW)
    found = list(differing(before, after))
    if not found:
        return Changes(name)
    try:
        sides = Side(import_schema(old, _OLD), before), Side(import_schema(new, _NEW), after)
    except (ToolError, RecursionError) as error:
        note = f"no rule weighs what differs: {str(error) or 'it is nested too deeply'}"
        return Changes(name, (), tuple(elsewhere(*one) for one in found), note)
    weighed = weigh(*sides)
    told = in_order([*weighed.told, *weighed.opened])
    only_the_cycle = all(change.risk is Risk.INFO for change in told)
    failed = [f"{one.message}: {one.help}" for one in failures(weighed.crashes, weighed.pair)]
    left = tuple(elsewhere(one.path, one.old, one.new) for one in weighed.left)
    return Changes(name, () if only_the_cycle else tuple(told), left, "; ".join(failed))

"""Places of two documents of which no rule tells all, as changes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from mapping_dsl.api.weighing import Left, Side, Weighed
from mapping_dsl.catalog import paths
from mapping_dsl.diff.change import NOTHING as NOT_TOLD
from mapping_dsl.diff.change import Change, Risk, Told
from mapping_dsl.diff.rules.map805_unsaid_changed import RISKS, unsaid_changed
from mapping_dsl.diff.rules.map819_definition_changed import (
    definition_changed,
    of_what_it_feeds,
)
from mapping_dsl.diff.uses import Use, uses
from mapping_dsl.graph.changes import short
from mapping_dsl.graph.document import NOTHING
from mapping_dsl.json_spans import steps

_RULE = "/synchronizationRules/[^/]+"
_BLOCK = re.compile(rf"{_RULE}/objectMappings/[^/]+")
_ROW = re.compile(rf"{_BLOCK.pattern}/attributeMappings/[^/]+")
_DEFINITION = re.compile("/directories/[^/]+/objects/[^/]+/attributes/[^/]+")
_CLASSES: Mapping[Risk, re.Pattern[str]] = {
    Risk.IDENTITY: re.compile(rf"{_ROW.pattern}/matchingPriority"),
    Risk.ACCESS: re.compile(
        rf"{_RULE}(/(groupFilter|containerFilter)(/.*)?)?"
        rf"|{_BLOCK.pattern}(/(enabled|flowTypes|scope)(/.*)?)?"
    ),
}
"""What decides on people wherever it differs; a row is of the class of its target."""


def changes(old: Side, new: Side, weighed: Weighed) -> Iterator[Change]:
    """Yield a change for each row, definition or other place of which something is left."""
    held: dict[str, list[Left]] = {}
    for one in weighed.left:
        whole = _ROW.match(one.path) or _DEFINITION.match(one.path)
        held.setdefault(whole[0] if whole else one.path, []).append(one)
    blocks = _blocks(old, new, weighed)
    for path, left in held.items():
        if _DEFINITION.fullmatch(path):
            yield _definition(path, left, old, new)
        else:
            yield _place(path, left, old, new, blocks)


def _place(path: str, left: list[Left], old: Side, new: Side, blocks: Mapping[str, str]) -> Change:
    within = _BLOCK.match(path)
    block = blocks.get(within[0], "") if within else ""
    row = _ROW.fullmatch(path)
    what = paths.shorten(paths.expand(steps(path)[-1])) if row else _within(path)
    message = f"`{what}` differs in what no mapping can say: look at both schemas"
    told = _told(path, left, old, new=False), _told(path, left, new, new=True)
    made = unsaid_changed.change(block, what, message, *told, place=new.place(path))
    users = block.endswith("users") or not block  # which block it is in may not be known
    risks = [_risk(one, what if row and users else "") for one in left]
    risk = min(risks, key=lambda each: each.rank)
    return made.but(risk=risk, severity=risk.severity)


def _within(path: str) -> str:
    """Return a path without what the block that it is told with says already."""
    return re.sub(rf"^({_BLOCK.pattern}|/synchronizationRules)/", "", path)


def _risk(one: Left, target: str) -> Risk:
    """Return the class of a place, in a row that of its target: the worst that anybody knows."""
    by_place = (risk for risk, pattern in _CLASSES.items() if pattern.fullmatch(one.path))
    found = [RISKS.get(paths.key(target), Risk.VALUE), *by_place, one.risk or Risk.VALUE]
    return min(found, key=lambda each: each.rank)


def _definition(path: str, left: list[Left], old: Side, new: Side) -> Change:
    _, directory, _, of, _, name = steps(path)
    told = _told(path, left, old, new=False), _told(path, left, new, new=True)
    where = f"the definitions of `{of}` in `{directory}`"
    found = _uses(new, directory, of, name)
    broken = left[0].path == path and left[0].new is NOTHING and bool(found)
    if left[0].path != path:
        message = f"`{paths.shorten(name)}` is defined differently in {where}"
    elif left[0].new is NOTHING:
        still = ", and is still used" if broken else ""
        message = f"`{paths.shorten(name)}` is no longer in {where}{still}"
    else:
        message = f"`{paths.shorten(name)}` is new in {where}"
        found = ()
    shown = paths.shorten(name)
    made = definition_changed.change("", shown, message, *told, place=new.place(path))
    return of_what_it_feeds(made, found, broken=broken)


def _uses(side: Side, directory: str, of: str, name: str) -> tuple[Use, ...]:
    """Return where the rows and scopes of a document read or write an attribute of an object."""
    mapping = side.imported.read.mapping
    read, written = [], []
    for rule in mapping.rules:
        for block in rule.object_mappings:
            if (rule.source_directory, block.source_object) == (directory, of):
                read.append(block)
            if (rule.target_directory, block.target_object) == (directory, of):
                written.append(block)
    return (*uses(mapping, "source", name, read), *uses(mapping, "target", name, written))


def _told(path: str, left: Iterable[Left], side: Side, *, new: bool) -> Told:
    """Tell what one document has: shortened for people, all of it in the digest."""
    values = [(one.path.removeprefix(path), one.new if new else one.old) for one in left]
    there = [(at, value) for at, value in values if value is not NOTHING]
    if not there:
        return NOT_TOLD
    shown = "\n".join(
        f"{at.removeprefix('/')}: {short(v)}" if at else f"{short(v)}" for at, v in there
    )
    content = json.dumps([path, there], default=str, sort_keys=True)
    return Told(side.place(path), shown, content)


def _blocks(old: Side, new: Side, weighed: Weighed) -> dict[str, str]:
    """Return the names of the blocks by their paths."""
    found = {}
    for objects in weighed.pair.objects:
        for side, block in ((old, objects.old), (new, objects.new)):
            pointer = side.imported.read.pointers.get(id(block))
            path = side.path(side.inner(pointer) or "") if pointer is not None else None
            if path:
                found[path] = objects.block
    return found

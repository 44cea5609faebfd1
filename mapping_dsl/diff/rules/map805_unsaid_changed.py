"""MAP805."""

import re
from collections.abc import Iterable, Iterator

from mapping_dsl.catalog import paths
from mapping_dsl.diff.change import Change, Risk, Told, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import MappingPair, ObjectPair, RowPair
from mapping_dsl.diff.told import of_row, of_unsaid
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.resolve.unsaid import Unsaid

Both = tuple[Unsaid | None, Unsaid | None]
_FILTERS = re.compile(r"/synchronizationRules/[^/]+/(groupFilter|containerFilter)(/.*)?")
RISKS = {"username": Risk.IDENTITY, "externalid": Risk.IDENTITY, "active": Risk.ACCESS}


@change_rule(
    "MAP805",
    "unsaid-changed",
    Risk.VALUE,
    "this tool's own `import`: what no mapping can say is listed with a digest of what it is",
    "Microsoft Graph, synchronizationRule: groupFilter and containerFilter name who is included",
)
def unsaid_changed(pair: MappingPair, _: Context) -> Iterator[Change]:
    """Something differs that no mapping can say: what it does nobody can tell from here.

    An import lists it in a comment, with a digest of what is there. A row is of the class of its
    target: `userName` and `externalId` IDENTITY, `active` ACCESS, as a scope is, and the filters of
    a whole rule; all else is VALUE, the priority and metadata of a rule among it. Two exported
    schemas are compared place by place: what differs and no other rule tells is told here, the text
    of an expression among it where it is not what its tree says, as nobody knows which one counts.

    Next: Entra carries out what the schema has; what that is stands in the two schemas only.

    Steps:
        1. Look at both schemas, or in the portal, at the place that is named.
        2. Take the change for as bad as it can be until it is known.

    Old:
        users {
          # only --into keeps /synchronizationRules/0/groupFilter: an object  #1a2b3c4d
        }

    Bad:
        users {
          # only --into keeps /synchronizationRules/0/groupFilter: an object  #5e6f7a8b
        }

    Good:
        users {
          # the same, moved
          # only --into keeps /synchronizationRules/0/groupFilter: an object  #1a2b3c4d
        }
    """
    for objects in pair.objects:
        if objects.old and objects.new:
            changed = list(_changed(objects.old.unsaid, objects.new.unsaid))
            for both in changed:
                yield from _within(objects, *both)
            told = {paths.key(one.target) for both in changed for one in both if one and one.target}
            for row in objects.rows:
                if row.open and row.key not in told:
                    yield _said(row)
    for old, new in _changed(pair.old.unsaid, pair.new.unsaid):
        one = new or old
        if one is not None:
            message = _message(one.what, old, new)
            made = unsaid_changed.change("", one.what, message, of_unsaid(old), of_unsaid(new))
            risk = Risk.ACCESS if _FILTERS.fullmatch(one.key) else Risk.VALUE
            yield made.but(risk=risk, severity=risk.severity)


def _within(objects: ObjectPair, old: Unsaid | None, new: Unsaid | None) -> Iterator[Change]:
    """Yield the change of one thing in a block; filters and actions are told by their own rules."""
    one = new or old
    if one is None or one.filter or one.actions or objects.old is None or objects.new is None:
        return
    target = paths.key(one.target or "")
    told = (
        of_unsaid(old) if old else _row(objects.old, target),
        of_unsaid(new) if new else _row(objects.new, target),
    )
    what = paths.shorten(paths.expand(one.target)) if one.target else one.pointer
    made = unsaid_changed.change(objects.block, what, _message(what, old, new), *told)
    yield _weighed(made, target, (objects.old, objects.new))


def _said(row: RowPair) -> Change:
    """Return that one side has a row beside what no mapping can say, and the other one has not."""
    told = of_row(row.old), of_row(row.new)
    now = "is mapped here now, beside" if row.new else "is no longer mapped here, beside"
    message = f"`{row.target}` {now} what no mapping can say"
    made = unsaid_changed.change(row.block, row.target, message, *told)
    return _weighed(made, row.key, row.blocks)


def _weighed(made: Change, key: str, blocks: tuple[ObjectMapping, ObjectMapping]) -> Change:
    """Return a change in the class of its target, and of its rows as far as they are known."""
    rows = [row for of in blocks for row in of.mappings if row.target.key == key]
    if any(row.matching_priority for row in rows):
        risk = Risk.IDENTITY
    else:
        risk = RISKS.get(key, Risk.VALUE) if blocks[1].kind == "users" else Risk.VALUE
    return made.but(risk=risk, severity=risk.severity)


def _changed(old: Iterable[Unsaid], new: Iterable[Unsaid]) -> Iterator[Both]:
    """Yield what one side lists and the other does not, or has otherwise; by its place."""
    olds, news = _listed(old), _listed(new)
    for key in dict.fromkeys((*news, *olds)):
        gone, come = list(olds.get(key, ())), list(news.get(key, ()))
        for one in tuple(come):
            same = next((other for other in gone if one.same(other)), None)
            if same is not None:
                gone.remove(same)
                come.remove(one)
        for at in range(max(len(gone), len(come))):
            yield (gone[at] if at < len(gone) else None, come[at] if at < len(come) else None)


def _listed(unsaid: Iterable[Unsaid]) -> dict[str, list[Unsaid]]:
    """Return what has a note and is a person's: ids, versions and their like are the service's."""
    found: dict[str, list[Unsaid]] = {}
    for one in unsaid:
        if one.note and not one.is_of_the_service:
            found.setdefault(one.key, []).append(one)
    return found


def _message(what: str, old: Unsaid | None, new: Unsaid | None) -> str:
    if old and new:
        return f"`{what}` is something else, and no mapping can say what"
    if new:
        return f"`{what}` is now what no mapping can say: look at the schema, or in the portal"
    return f"`{what}` was what no mapping can say, and is not any more, or is not listed"


def _row(objects: ObjectMapping, target: str) -> Told:
    """Tell the row that a side has, where the other one cannot say its own."""
    row = next((row for row in objects.mappings if row.target.key == target), None)
    return of_row(row)

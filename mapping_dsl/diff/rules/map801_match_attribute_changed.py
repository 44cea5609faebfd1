"""MAP801."""

from collections.abc import Iterator

from mapping_dsl.catalog import paths
from mapping_dsl.diff.change import Change, Risk, Told, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import ObjectPair, Role
from mapping_dsl.diff.told import content, of_source
from mapping_dsl.findings import Place
from mapping_dsl.resolve.model import ObjectMapping


@change_rule(
    "MAP801",
    "match-attribute-changed",
    Risk.IDENTITY,
    "Microsoft Learn, how provisioning works: matching attributes, asked in order",
    "Auth0 community 163886: after such a change no id fitted any more",
)
def match_attribute_changed(pair: ObjectPair, _: Context) -> Iterator[Change]:
    """People are looked up in Webex by something else than before.

    Entra asks Webex for an existing account with the matching attributes, the lowest precedence
    first. Whom it has linked already it does not look up again, unless the job is restarted with a
    full reset. Everybody else is found by the new attribute, by nobody's, or by that of somebody
    else. Entra asks in the order of the precedences, so that numbers that keep it (1 to 2, or 1
    and 2 to 1 and 5) change nothing for anybody: they are told as STYLE, and need no saving.

    Next: whoever is not linked yet is searched with the new
    attribute; who is not found is created as a new user, beside the account that there is.

    Steps:
        1. Export the Webex users, and compare the new attribute with what Entra holds for each.
        2. Mend the values that differ, in Webex or in Entra, before anything is saved.
        3. Stop provisioning, save, and provision one known person on demand: the log must say
           Update, not Create.
        4. Start provisioning, and look for Create in the log of the first cycle.

    Old:
        users { mail -> emails[type eq "work"].value }

    Bad:
        users { mail -> emails[type eq "work"].value match 2 }

    Good:
        users { mail -> emails[type eq "work"].value because "shown in the directory" }
    """
    if pair.old is None or pair.new is None:
        return
    yield from _ordered(pair.block, pair.old, pair.new, _who(pair))
    for row in pair.rows:
        if row.role is Role.MATCH and row.old and row.new and row.old.source != row.new.source:
            message = f"`{row.target}` matches {_who(pair)} by another source"
            old, new = of_source(row.old), of_source(row.new)
            yield match_attribute_changed.change(row.block, row.target, message, old, new)


Order = dict[int, list[str]]
"""The targets that are matched by, by their precedence, the one that is asked first first."""


def _ordered(block: str, before: ObjectMapping, after: ObjectMapping, who: str) -> Iterator[Change]:
    """Yield the change of what is asked, and in which order; what no mapping says is left aside."""
    unknown = before.unresolved | after.unresolved
    olds, news = _order(before, unknown), _order(after, unknown)
    if _keys(olds) == _keys(news) and list(olds) == list(news):
        return
    old, new = _told(before, olds), _told(after, news)
    place = _newly(before, after)
    if _keys(olds) != _keys(news):
        message = f"{who} are matched by other attributes, or in another order"
        yield match_attribute_changed.change(block, "match", message, old, new, place=place)
        return
    message = f"{who} are matched in the same order, with other numbers: no save needed"
    made = match_attribute_changed.change(block, "match", message, old, new, place=place, then="")
    yield made.but(risk=Risk.STYLE, severity=Risk.STYLE.severity, steps=())


def _who(pair: ObjectPair) -> str:
    return "groups" if pair.new and pair.new.kind == "groups" else "people"


def _newly(old: ObjectMapping, new: ObjectMapping) -> Place | None:
    """Return where the first row is that matches now and did not, or at another place."""
    known = {(row.target.key, row.matching_priority) for row in old.mappings}
    matching = (row for row in new.mappings if row.matching_priority)
    rows = (row for row in matching if (row.target.key, row.matching_priority) not in known)
    return next((row.origin for row in rows), None)


def _order(objects: ObjectMapping, unknown: frozenset[str]) -> Order:
    rows = [row for row in objects.mappings if row.target.key not in unknown]
    priorities = sorted({row.matching_priority for row in rows} - {0})
    return {
        priority: [row.target.path for row in rows if row.matching_priority == priority]
        for priority in priorities
    }


def _keys(order: Order) -> list[list[str]]:
    return [sorted(map(paths.key, targets)) for targets in order.values()]


def _told(objects: ObjectMapping, order: Order) -> Told:
    rows = [row for row in objects.mappings if row.matching_priority]
    place = rows[0].origin if rows else objects.origin
    shown = ", then ".join(" or ".join(map(paths.shorten, targets)) for targets in order.values())
    return Told(place, shown or "nothing", "\n".join(map(content, rows)))

"""Whom a reference with one value names: somebody in Webex, or somebody whom Entra leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.result import Value
from mapping_dsl.frozen import Frozen
from mapping_dsl.lifecycle import facts
from mapping_dsl.lifecycle.entra import Directory, Named, Person
from mapping_dsl.lifecycle.steps import Told
from mapping_dsl.preview.preview import Preview


class References(Frozen):
    """What becomes of somebody's references.

    `ids` are the Webex ids of whom Entra sends, by object id as the record has it; `named` is what
    Entra knows afterwards, by the key of the target. `left` are the keys of targets that do not get
    what their row says, and `told` says so. They are `awaited` if somebody comes in the same cycle.
    """

    ids: Mapping[str, str]
    named: Mapping[str, Named]
    left: frozenset[str] = frozenset()
    told: tuple[Told, ...] = ()
    awaited: bool = False


def references(
    person: Person,
    preview: Preview,
    directory: Directory,
    awaited: frozenset[str] = frozenset(),
    *,
    new: bool,
) -> References:
    """Judge the references that a `new` object gets, or one that is updated.

    Who is not in Webex when a reference is evaluated is skipped, and not tried again as long as the
    reference names the same one and nobody restarts the provisioning (Microsoft's page on known
    issues). `awaited` are the object ids, in small letters, of who may still come in this cycle:
    references are sent when all objects are there.
    """
    links = {id_.casefold(): link for id_, link in directory.links().items()}
    ids, named, left = directory.links(), dict[str, Named](), dict[str, str]()
    waits = False
    for key, id_ in _wanted(preview, new=new):
        link, before = links.get(id_.casefold()), person.named.get(key)
        same = before is not None and before.id.casefold() == id_.casefold()
        if not link and id_.casefold() in awaited:
            waits = True
        elif same and before and not before.given:
            ids.pop(id_, None)
            named[key] = before
            left |= {key: id_} if link else {}
        elif link:
            ids[id_], named[key] = link, Named(id_, given=True)
        elif same and before:
            named[key] = before
        else:
            left[key], named[key] = id_, Named(id_, given=False)
    gone = preview.standing.gone
    told = tuple(_told(preview, key, id_, directory) for key, id_ in left.items() if not gone)
    return References(ids, named, frozenset(left), told, waits)


def _wanted(preview: Preview, *, new: bool) -> Iterator[tuple[str, str]]:
    """Yield the targets with one reference, and the object ids that they are to have."""
    for row in preview.outcomes:
        sent = row.on_create if new else row.on_update
        single = row.target.type is AttributeType.REFERENCE and not row.target.multivalued
        if single and isinstance(sent, Value):
            yield row.mapping.target.key, str(sent.value)


def _told(preview: Preview, key: str, id_: str, directory: Directory) -> Told:
    row = next(row for row in preview.outcomes if row.mapping.target.key == key)
    name = directory.ids.get(id_.casefold(), f"{id_}, whom no event has named")
    return Told(facts.LEFT_OUT, of=f"`{shorten(row.target.name)}`, {name}")

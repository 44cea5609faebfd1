"""Whether a live schema still has what a mapping's comments list as what no mapping can say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from mapping_dsl.catalog import paths
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Finding, Place
from mapping_dsl.json_spans import Node
from mapping_dsl.resolve.model import Declared, Mapping
from mapping_dsl.resolve.unsaid import Unsaid
from mapping_dsl.source import Source, Span
from mapping_dsl.targets.definitions import catalogued
from mapping_dsl.targets.entra.codes import NOT_AS_IMPORTED

_INDEX = re.compile(r"/\d+(?=/|$)")
_OF_A_RULE = re.compile(r"/synchronizationRules/\*/(groupFilter|containerFilter|priority)")
"""What decides on people though no block shows it: told where it is new, too."""
_WHOLE = ("/synchronizationRules/", "/directories/")
_CLASSES = {"username": "who is who", "externalid": "who is who", "active": "who has access"}


def differing(mapping: Mapping, live: Source, root: Node) -> Iterator[Finding]:
    """Yield what is not as it was imported, by the digests that comments have.

    Without a digest nothing can be compared. Places of lists are matched in any order, as the
    service may order them anew. A schema that cannot be imported is told as such.
    """
    blocks = [of for rule in mapping.rules for of in rule.object_mappings]
    unsaid = [*mapping.unsaid, *(one for of in blocks for one in of.unsaid)]
    ours = [one for one in unsaid if one.digest]
    if not ours:
        return
    try:
        theirs, whole, defined = _live(live, root)
    except (ToolError, ValueError, RecursionError) as error:
        told = f"whether it is as it was imported cannot be told: {live.path} cannot be read"
        yield NOT_AS_IMPORTED.at(ours[0].place, told, help=str(error).partition("\n")[0])
        return
    found = _by_key(theirs)
    for key, listed in _by_key(one for one in ours if _comparable(one, whole=whole)).items():
        left = found.pop(key, [])
        for one in listed:
            same = next((other for other in left if other.digest == one.digest), None)
            if same is not None:
                left.remove(same)
            else:
                yield _differs(one, left.pop(0) if left else None, live)
    for key, others in found.items():
        if _OF_A_RULE.fullmatch(key) and not any(_key(one) == key for one in unsaid):
            yield from (_new(one, live) for one in others)
    declared = {(one.side, paths.key(one.name)) for one in mapping.declared}
    for attribute in defined:
        said = (attribute.side, paths.key(attribute.name)) in declared
        if not said and catalogued(mapping, attribute):
            yield _redefined(attribute, live)


def _live(live: Source, root: Node) -> tuple[list[Unsaid], bool, tuple[Declared, ...]]:
    """Return what an import of the live schema would list, and whether it is a whole schema.

    Last are the attributes that it would declare although the catalog knows them otherwise.
    """
    from mapping_dsl.targets.entra.document import SynchronizationSchema  # noqa: PLC0415 (pydantic)
    from mapping_dsl.targets.entra.envelope import opened  # noqa: PLC0415
    from mapping_dsl.targets.entra.read import read  # noqa: PLC0415

    envelope = opened(root, live)
    found = read(SynchronizationSchema.model_validate(envelope.value), envelope)
    mapping = found.mapping
    otherwise = tuple(one for one in mapping.declared if catalogued(mapping, one))
    return [each.unsaid for each in found.listed], envelope.whole, otherwise


def _comparable(unsaid: Unsaid, *, whole: bool) -> bool:
    """Tell whether a place of the file is one of the live document, be that a whole schema."""
    return unsaid.key.startswith(_WHOLE) is whole


def _by_key(unsaid: Iterable[Unsaid]) -> dict[str, list[Unsaid]]:
    found = defaultdict[str, list[Unsaid]](list)
    for one in unsaid:
        if one.digest:
            found[_key(one)].append(one)
    return found


def _key(unsaid: Unsaid) -> str:
    return _INDEX.sub("/*", unsaid.key)


def _differs(ours: Unsaid, theirs: Unsaid | None, live: Source) -> Finding:
    what = paths.shorten(ours.what) if ours.target else ours.what
    has = f"there is now {theirs.note}" if theirs else "it is not there, or a mapping can say it"
    message = f"`{what}` in {live.path} is not what was imported{_stake(ours)}: {has}"
    help = "import it again to accept what is there, or set right what is there"
    return NOT_AS_IMPORTED.at(ours.place, message, help=help, subject=what)


def _stake(unsaid: Unsaid) -> str:
    """Return what is at stake, where that is more than a value."""
    stake = "who has access" if unsaid.filter else _CLASSES.get(paths.key(unsaid.target or ""))
    return f", and decides {stake}" if stake else ""


def _new(theirs: Unsaid, live: Source) -> Finding:
    message = f"`{theirs.pointer}` is set in {live.path}, and was not when it was imported"
    help = "import it again to accept what is there, or set right what is there"
    start = theirs.place.span.start
    place = Place(live, Span(start, start + 1))
    return NOT_AS_IMPORTED.at(place, message, help=help, subject=theirs.pointer)


def _redefined(attribute: Declared, live: Source) -> Finding:
    what = paths.shorten(attribute.name)
    message = f"`{what}` is defined otherwise in {live.path} than when it was imported"
    help = "import it again to declare it as it is there, or set right what is there"
    start = attribute.place.span.start
    place = Place(live, Span(start, start + 1))
    return NOT_AS_IMPORTED.at(place, message, help=help, subject=what)

"""MAP115."""

from collections.abc import Iterator

from mapping_dsl.catalog.attribute import Attribute
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.catalog.lookup import near
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Label, Place, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.resolve.merge import target_key
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.rule import rule
from mapping_dsl.syntax.expression import Name, String
from mapping_dsl.syntax.tree import (
    JsonObject,
    JsonPair,
    NoRequest,
    OutOfScope,
    Sends,
    SendsNothing,
    Test,
)


@rule("MAP115", "unknown-in-test", Severity.ERROR, "the mapping itself, and Graph v1.0's user")
def unknown_in_test(resolved: Resolved, context: Context) -> Iterator[Finding]:
    """A test gives an attribute that Entra has not, or expects a target that no row maps.

    Such a test proves nothing: it passes, or fails, whatever the mapping does. It may also not
    expect two things of one target, nor values of somebody who is out of scope. Within an object,
    such as `employeeOrgData`, a name is told that is nearly one of Entra's: others it may have.

    Bad:
        mapping "contoso" extends "webex/default@1"
        test "a name" { given { displayNam: "Ada" } expect { "Ada" -> displayName } }

    Good:
        mapping "contoso" extends "webex/default@1"
        test "a name" { given { displayName: "Ada" } expect { "Ada" -> displayName } }
    """
    for statement in resolved.file.items:
        if isinstance(statement, Test):
            yield from _in(statement, context)


def _in(test: Test, context: Context) -> Iterator[Finding]:
    kind = test.kind.text if test.kind else "users"
    if context.complete:
        yield from _given(test, kind, context)
        yield from _expected(test, kind, context)
    yield from _contradictions(test, context)


def _given(test: Test, kind: str, context: Context) -> Iterator[Finding]:
    known = {name for a in source_catalog(kind).attributes for name in _names(a)}
    known |= set(context.sources(kind))
    for pair in test.given.pairs:
        name = _text(pair.name)
        if name not in known and not name.startswith("@"):
            yield _not_given(pair, name, near(name, sorted(known)), kind, context)
        elif isinstance(pair.value, JsonObject):
            yield from _within(name, pair.value, kind, context)


def _within(outer: str, record: JsonObject, kind: str, context: Context) -> Iterator[Finding]:
    """Tell of names that are nearly right: of objects in objects not all names are known."""
    paths = [attribute.graph or "" for attribute in source_catalog(kind).attributes]
    known = sorted(path.removeprefix(f"{outer}.") for path in paths if path.startswith(f"{outer}."))
    for pair in record.pairs:
        name = _text(pair.name)
        meant = near(name, known) if name not in known else None
        if meant:
            yield _not_given(pair, f"{outer}.{name}", meant, kind, context)


def _not_given(
    pair: JsonPair, name: str, meant: str | None, kind: str, context: Context
) -> Finding:
    place = Place(context.resolved.source, pair.name.span)
    return unknown_in_test.at(
        place,
        f"{kind} have no attribute `{name}`",
        help=f"did you mean `{meant}`?" if meant else "declare it in `attributes source`",
        fix=instead(place, meant) if meant else None,
        subject=name,
    )


def _text(name: Name | String) -> str:
    return name.value if isinstance(name, String) else name.text


def _names(attribute: Attribute) -> Iterator[str]:
    """Yield what a record can call an attribute: its own name, and Graph's."""
    yield attribute.name
    if attribute.graph:
        yield attribute.graph.partition(".")[0].partition("[")[0]
    if attribute.computed:
        yield "deletedDateTime"


def _expected(test: Test, kind: str, context: Context) -> Iterator[Finding]:
    blocks = [b for r in context.mapping.rules for b in r.object_mappings if b.kind == kind]
    mapped = {row.target.key: row.target.path for block in blocks for row in block.mappings}
    unresolved = {key for block in blocks for key in block.unresolved}
    for target in _targets(test):
        key = target_key(target)
        if key not in mapped and key not in unresolved:
            path = shorten(target.text)
            meant = near(path, [shorten(path) for path in mapped.values()])
            yield unknown_in_test.at(
                Place(context.resolved.source, target.span),
                f"no row of {kind} maps `{path}`",
                help=f"did you mean `{meant}`?" if meant else "map it, or do not expect it",
                subject=path,
            )


def _targets(test: Test) -> list[Name]:
    return [e.target for e in test.expectations if isinstance(e, Sends | SendsNothing)]


def _contradictions(test: Test, context: Context) -> Iterator[Finding]:
    source = context.resolved.source
    first: dict[str, Name] = {}
    for target in _targets(test):
        before = first.setdefault(target_key(target), target)
        if before is not target:
            label = Label(Place(source, before.span), "expected here, too")
            message = f"two things are expected of `{shorten(target.text)}`"
            yield unknown_in_test.at(Place(source, target.span), message, label, help="keep one")
    for expectation in test.expectations:
        if isinstance(expectation, OutOfScope | NoRequest) and first:
            message = "values are expected, and that there are none"
            place = Place(source, expectation.span)
            yield unknown_in_test.at(place, message, help="make two tests of it")

"""MAP115."""

from collections.abc import Callable, Iterable, Iterator

from mapping_dsl.catalog.attribute import Attribute
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.catalog.lookup import near
from mapping_dsl.catalog.paths import expand, shorten
from mapping_dsl.findings import Finding, Label, Place, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.tested import (
    Said,
    as_name,
    is_target,
    said,
    same_attribute,
    same_target,
    text,
)
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.resolve.merge import target_key
from mapping_dsl.resolve.model import ObjectMapping
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.rule import rule
from mapping_dsl.syntax.expression import Name
from mapping_dsl.syntax.tree import (
    NoRequest,
    OutOfScope,
    Sends,
    SendsNothing,
    Test,
)


@rule("MAP115", "unknown-in-test", Severity.ERROR, "the mapping itself, and Graph v1.0's user")
def unknown_in_test(resolved: Resolved, context: Context) -> Iterator[Finding]:
    """A test gives an attribute that Entra has not, or expects a target that no row maps.

    Such a test proves nothing: it passes, or fails, whatever the mapping does. The same goes for
    what Webex has not in `current`, and for an attribute that a record has twice, be it by Graph's
    name and by that of provisioning. It may also not expect two things of one target, nor values of
    somebody who is out of scope. Within an object, such as `employeeOrgData`, a name is told that
    is nearly one of Entra's: others it may have.

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
        yield from _current(test, kind, context)
        yield from _expected(test, kind, context)
    yield from _twice(said(test.given), same_attribute(kind), context)
    yield from _twice(said(test.current) if test.current else (), same_target, context)
    yield from _contradictions(test, context)


def _given(test: Test, kind: str, context: Context) -> Iterator[Finding]:
    known = {name for a in source_catalog(kind).attributes for name in _names(a)}
    known |= set(context.sources(kind))
    graph = [attribute.graph or "" for attribute in source_catalog(kind).attributes]
    for one in said(test.given):
        if one.outer:
            yield from _within(one, graph, f"{kind} have", context)
        elif one.path not in known and not one.path.startswith("@"):
            meant, help = near(one.path, sorted(known)), "declare it in `attributes source`"
            yield _unknown(one, meant, f"{kind} have", context, help)


def _current(test: Test, kind: str, context: Context) -> Iterator[Finding]:
    targets = [target.name for target in context.targets(kind).attributes]
    targets += [target.name for target in context.declared_targets.values()]
    targets += _mapped(kind, context).values()
    system = f"Webex {kind} have" if context.webex else f"targets of {kind} have"
    for one in said(test.current) if test.current else ():
        if one.outer:
            yield from _within(one, [shorten(target) for target in targets], system, context)
        elif not is_target(one.path, targets):
            meant = near(one.path, [shorten(target) for target in targets])
            yield _unknown(one, meant, system, context, "declare it in `attributes target`")


def _within(one: Said, paths: list[str], of: str, context: Context) -> Iterator[Finding]:
    """Tell of a name that is nearly right: of objects in objects not all names are known."""
    outer = shorten(expand(one.outer))
    known = sorted(path.removeprefix(outer) for path in paths if path.startswith(outer))
    name = text(one.name)
    meant = near(name, known) if name not in known else None
    if meant:
        yield _unknown(one, meant, of, context)


def _unknown(one: Said, meant: str | None, of: str, context: Context, help: str = "") -> Finding:
    place = Place(context.resolved.source, one.name.span)
    return unknown_in_test.at(
        place,
        f"{of} no attribute `{one.path}`",
        help=f"did you mean `{meant}`?" if meant else help,
        fix=instead(place, as_name(meant)) if meant else None,
        subject=one.path,
    )


def _twice(
    names: Iterable[Said], same: Callable[[str], str], context: Context
) -> Iterator[Finding]:
    """Tell of an attribute that a record has twice: which of the two counts nobody should guess."""
    first: dict[str, Said] = {}
    for one in names:
        before = first.setdefault(same(one.path), one)
        if before is not one and not before.holds(one):
            source = context.resolved.source
            label = Label(Place(source, before.name.span), "given here, too")
            message = f"`{one.path}` is given twice"
            place = Place(source, one.name.span)
            yield unknown_in_test.at(place, message, label, help="keep one", subject=one.path)


def _names(attribute: Attribute) -> Iterator[str]:
    """Yield what a record can call an attribute: its own name, and Graph's."""
    yield attribute.name
    if attribute.graph:
        yield attribute.graph.partition(".")[0].partition("[")[0]
    if attribute.computed:
        yield "deletedDateTime"


def _expected(test: Test, kind: str, context: Context) -> Iterator[Finding]:
    mapped = _mapped(kind, context)
    unresolved = {key for block in _blocks(kind, context) for key in block.unresolved}
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


def _blocks(kind: str, context: Context) -> list[ObjectMapping]:
    return [b for r in context.mapping.rules for b in r.object_mappings if b.kind == kind]


def _mapped(kind: str, context: Context) -> dict[str, str]:
    """Return the paths of the targets that are mapped, by what they compare by."""
    rows = (row for block in _blocks(kind, context) for row in block.mappings)
    return {row.target.key: row.target.path for row in rows}


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

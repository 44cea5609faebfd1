"""MAP511."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import key, shorten, typed
from mapping_dsl.findings import Finding, Label, Severity
from mapping_dsl.lint.context import Context, row_of
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.model import AttributeMapping, Call, Expression, ObjectMapping
from mapping_dsl.resolve.shape import Often
from mapping_dsl.rule import rule

_WORK = "work"
_ADDRESS = key('emails[type eq "work"].value')
_NAME = key("userName")
_ONE_PRIMARY = "Entra says of the work address that it is primary, and only one can be"


@rule(
    "MAP511",
    "primary-email",
    Severity.ERROR,
    "Cisco, SCIM 2 API: the primary address for work must equal userName",
    "Microsoft Learn, building a SCIM endpoint: a POST says of the work address primary: true",
    webex=True,
)
def primary_email(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """The primary address is another one than `userName`, or there are two primary addresses.

    Entra calls the address for work primary when it makes somebody, and Webex wants the primary
    address to be the user name. A warning where the two can differ, since they have different
    sources; an error where they always do, and where a second address is called primary. A row that
    sends `False` for `primary` of the work address says that it is not.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { mail -> emails[type eq "work"].value on create }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { userPrincipalName -> emails[type eq "work"].value }
    """
    if objects.kind != "users":
        return
    primary = dict(_primary(objects, context))
    address = row_of(objects, _ADDRESS)
    if address and _sent(address, objects, context) and primary.get(_WORK) is not False:
        yield from _other(address, objects, context)
    first = _WORK if address and primary.get(_WORK) is not False else None
    for type_, row in _flags(objects):
        if primary[type_] and type_ != first:
            if first is not None:
                path = shorten(row.target.path)
                message = f"`{path}` makes a second primary address, besides that of `{first}`"
                yield primary_email.at(row.target.place, message, help=_ONE_PRIMARY, subject=path)
            first = first or type_


def _flags(objects: ObjectMapping) -> Iterator[tuple[str, AttributeMapping]]:
    """Yield the rows that say whether an address is primary, each with the type of the address."""
    for row in objects.mappings:
        attribute, type_, part = typed(row.target.path) or ("", "", "")
        if (attribute, part) == ("emails", "primary"):
            yield type_.lower(), row


def _primary(objects: ObjectMapping, context: Context) -> Iterator[tuple[str, bool]]:
    """Yield for each of those types whether its address can be called primary."""
    for type_, row in _flags(objects):
        shape = context.shape(objects, row.source)
        yield type_, not shape.nothing and (shape.text is None or shape.text.lower() == "true")


def _other(
    address: AttributeMapping, objects: ObjectMapping, context: Context
) -> Iterator[Finding]:
    """Yield that the work address can be another one than the user name."""
    name = row_of(objects, _NAME)
    if name is None or not _sent(name, objects, context) or _is_same(address.source, name.source):
        return
    ours, theirs = context.shape(objects, address.source), context.shape(objects, name.source)
    never = ours.text is not None or {ours.email, theirs.email} >= {Often.ALWAYS, Often.NEVER}
    yield primary_email.at(
        address.source_origin,
        f"the work address {'is not' if never else 'can be another one than'} `userName`",
        Label(name.source_origin, "this is `userName`"),
        help="give both the same source",
        severity=Severity.ERROR if never else Severity.WARNING,
        subject=shorten(address.target.path),
    )


def _sent(row: AttributeMapping, objects: ObjectMapping, context: Context) -> bool:
    return row.source is not None and context.knows(objects, row.source)


def _is_same(address: Expression | None, name: Expression | None) -> bool:
    """Tell whether an address that is there is the user name, but for its case."""
    address, name = _plain(address), _plain(name)
    if isinstance(name, Call) and name.function == "Coalesce":
        first = argument(name, "source")[0]
        return address in (name, _plain(first))
    return address == name


def _plain(source: Expression | None) -> Expression | None:
    """Return a source without what changes only its case, or whether it is sent."""
    while isinstance(source, Call) and source.function in _SAME and len(source.arguments) == 1:
        source = source.arguments[0][1][0]
    return source


_SAME = ("ToLower", "ToUpper", "IgnoreFlowIfNullOrEmpty")

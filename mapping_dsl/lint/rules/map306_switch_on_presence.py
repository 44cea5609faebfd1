"""MAP306."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.findings import Finding, Fix, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.rewriting import Rewriting
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.model import AttributeMapping, Call, Expression, ObjectMapping, parts
from mapping_dsl.rule import rule
from mapping_dsl.syntax import expression as ex

_ASKING = ("IsPresent", "IsNull", "IsNullOrEmpty")


@rule(
    "MAP306",
    "switch-on-presence",
    Severity.ERROR,
    "Microsoft Learn, functions: IsPresent, IsNull and IsNullOrEmpty are not for a Switch",
)
def switch_on_presence(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A Switch has `IsPresent`, `IsNull` or `IsNullOrEmpty` for its source.

    Microsoft's page warns of it. It is not needed either: an absent source goes to the key `""`,
    so that the attribute itself can be the source, with `""` as the only key.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { Switch(IsPresent([jobTitle]), "n/a", "True", [jobTitle]) -> title }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Switch([jobTitle], [jobTitle], "", "n/a") -> title }
    """
    for row, flow in context.flows(objects):
        for switch, known in flow.calls("Switch"):
            source = _asked(argument(switch, "source")[0])
            if source is not None:
                thing = source.arguments[0][1][0]
                asked, single = canonical(thing), known.shape(thing).comparable
                yield switch_on_presence.at(
                    written.place_of(row, source, context),
                    f"the source of a Switch is `{source.function}`",
                    help=f'ask the thing itself: `Switch({asked}, …, "", …)`'
                    if single
                    else _WITH_IIF,
                    fix=_fix(row, switch, source, context) if single else None,
                    subject=shorten(row.target.path),
                )


_WITH_IIF = "ask with an IIF, and try it: a Switch takes no list and no reference"


def _asked(source: Expression) -> Call | None:
    """Return the call that asks for presence, be it within Not or CBool."""
    while isinstance(source, Call) and source.function in ("Not", "CBool"):
        (source,) = parts(source)
    return source if isinstance(source, Call) and source.function in _ASKING else None


def _fix(row: AttributeMapping, switch: Call, source: Call, context: Context) -> Fix | None:
    """Write the Switch on the thing itself, where that is how it is written."""
    node = written.node_of(row, switch, context)
    if not isinstance(node, ex.Call) or not all(_is_plain(a) for a in node.arguments):
        return None
    values = [a.value if a else None for a in node.arguments]
    asked, default, *pairs = values
    arms = list(zip(pairs[::2], pairs[1::2], strict=True))[::-1]  # of two alike the first counts
    keys = {key.value: value for key, value in arms if isinstance(key, ex.String)}
    yes, no = keys.get("True", default), keys.get("False", default)
    if source.function != "IsPresent":
        yes, no = no, yes
    direct = isinstance(asked, ex.Call) and asked.function.text == source.function
    if (
        not direct
        or not isinstance(asked, ex.Call)
        or yes is None
        or no is None
        or not asked.arguments[0]
    ):
        return None
    text = Rewriting(row.origin.source)
    subject = text.of(asked.arguments[0].value)
    return text.instead(node, f'Switch({subject}, {text.of(yes)}, "", {text.of(no)})')


def _is_plain(argument: ex.Argument | None) -> bool:
    return argument is None or argument.name is None

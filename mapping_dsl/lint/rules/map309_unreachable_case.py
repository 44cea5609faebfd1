"""MAP309."""

from collections.abc import Iterator
from itertools import pairwise

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Place, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import Flow
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import (
    Attribute,
    AttributeMapping,
    Call,
    Comparison,
    Constant,
    Expression,
    Kind,
    ObjectMapping,
    walk,
)
from mapping_dsl.resolve.shape import Often, Shape, Type
from mapping_dsl.rule import rule


@rule(
    "MAP309",
    "unreachable-case",
    Severity.WARNING,
    "Microsoft Learn, functions: Switch takes the first key that is equal, Coalesce what is there",
)
def unreachable_case(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A part of an expression is never used: whoever wrote it meant something else.

    A key of a Switch stands twice, or is none that its source can have: `"true"` for a Boolean,
    which is `True` or `False`; a capital behind `ToLower`; a text that is too long; `guest` of a
    `userType`. A condition always has the same outcome. What follows `??`, or a value of Coalesce,
    comes behind something that is never absent, as a text put together with `&` is: of nothing it
    makes `""`.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { Switch([accountEnabled], , "true", "yes", "False", "no") ?? "-" -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Switch([accountEnabled], , "True", "yes", "False", "no") -> nickName }
    """
    for row, flow in context.flows(objects):
        if flow.functions.isdisjoint(_CHOOSING) or not context.knows(objects, row.source):
            continue
        told: set[Place] = set()
        for place, message, help in _unused(row, flow, objects, context):
            if place not in told:
                told.add(place)
                subject = shorten(row.target.path)
                yield unreachable_case.at(place, message, help=help, subject=subject)


Told = tuple[Place, str, str]
_CHOOSING = ("Switch", "Coalesce", "IIF")


def _unused(
    row: AttributeMapping, flow: Flow, objects: ObjectMapping, context: Context
) -> Iterator[Told]:
    known = context.unscoped(objects)
    if known is not flow.known:
        flow = Flow(flow.source, known)
    for switch, inner in flow.calls("Switch"):
        yield from _keys(switch, inner, row, objects, context)
    for coalesce, inner in flow.calls("Coalesce"):
        yield from _fallbacks(coalesce, inner, row, context)
    for iif, inner in flow.calls("IIF"):
        condition = argument(iif, "condition")[0]
        always = inner.shape(condition).text
        if always is not None:
            why = _why(condition, inner, row, context)
            message = f"this condition is always {always.lower()}{why}"
            place = written.place_of(row, condition, context)
            yield place, message, "write the branch that is taken"


def _why(condition: Expression, known: Inference, row: AttributeMapping, context: Context) -> str:
    """Return why a comparison with a constant never holds, if that can be said in words."""
    if not isinstance(condition, Comparison) or condition.operator not in ("=", "<>"):
        return ""
    for one, other in pairwise((condition.left, condition.right, condition.left)):
        text = known.shape(other).text
        if text is not None and known.shape(one).text is None:
            return _because(known.shape(one), text, f"`{written.shown(row, one, context)}`")
    return ""


def _values(source: Expression, objects: ObjectMapping, context: Context) -> tuple[str, ...]:
    """Return all that a source can be, if it is an attribute of which that is listed."""
    if not isinstance(source, Attribute):
        return ()
    return context.sources(objects.kind)[source.name].values


def _keys(
    switch: Call,
    known: Inference,
    row: AttributeMapping,
    objects: ObjectMapping,
    context: Context,
) -> Iterator[Told]:
    subject = argument(switch, "source")[0]
    source, allowed = known.shape(subject), _values(subject, objects, context)
    keys = [known.shape(key).text for key in argument(switch, "switchValue")[::2]]
    for index, key in enumerate(keys):
        if key is None:
            continue
        if key in keys[:index]:
            message = f'the key `"{key}"` stands twice'
            yield _key(switch, index, row, context), message, "remove it, or mend it"
        elif not source.can_be(key):
            message = f'the source is never `"{key}"`{_because(source, key)}'
            yield _key(switch, index, row, context), message, "mend the key"
        elif key and allowed and key not in allowed:
            which = " or ".join(f"`{value}`" for value in allowed)
            message = f'the source is never `"{key}"`: it is {which}'
            yield _key(switch, index, row, context), message, "mend the key"


def _key(switch: Call, index: int, row: AttributeMapping, context: Context) -> Place:
    """Return where one of the keys of a Switch stands; the whole Switch if that cannot be told."""
    node = written.node_of(row, switch, context) or written.node_around(row, switch, context)
    nodes = written.keys_of(node)
    if index < len(nodes):
        return Place(row.origin.source, nodes[index].span)
    return written.place_of(row, switch, context)


def _because(source: Shape, key: str, who: str = "it") -> str:
    """Return why, in the cases that people run into."""
    if not key:
        return f": {who} is never absent"
    if source.boolean:
        return f": {who} is `True` or `False`"
    if source.type is Type.INTEGER:
        return f": {who} is a number"
    if source.email is Often.ALWAYS and "@" not in key:
        return f": {who} is an e-mail address"
    if source.longest is not None and len(key) > source.longest:
        return f": {who} has at most {source.longest} characters"
    if len(key) < source.shortest:
        return f": {who} has at least {source.shortest} characters"
    if source.lower and key.lower() != key:
        return f": {who} is in small letters"
    if source.upper and key.upper() != key:
        return f": {who} is in capitals"
    return ""


def _fallbacks(
    coalesce: Call, known: Inference, row: AttributeMapping, context: Context
) -> Iterator[Told]:
    values = coalesce.arguments[0][1]
    for value, following in pairwise(values):
        shape = known.shape(value)
        words = (one for one in walk(value) if isinstance(one, Constant))
        if any(one.kind is Kind.WORD for one in words):
            return  # MAP106: who writes NULL means that it is absent
        if not shape.absent:
            shown = written.shown(row, value, context)
            place = written.place_of(row, following, context)
            help = (
                "an empty text is not absent: ask for it with IIF" if shape.empty else "remove it"
            )
            yield place, f"this is never taken: `{shown}` is never absent", help
            return

"""Where a part of a lowered expression is written, for a caret under just that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.findings import Place
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve import model
from mapping_dsl.resolve.lowering import number
from mapping_dsl.resolve.merge import Definition
from mapping_dsl.resolve.model import AttributeMapping
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree

_OPERATORS: dict[str, tuple[type[ex.Node], ...]] = {
    "Join": (ex.Joined,),
    "Coalesce": (ex.Coalesced,),
    "IIF": (ex.Conditional, ex.Conjunction, ex.Disjunction, ex.Negation, ex.Comparison),
    "Switch": (ex.Case,),
}
"""What the language writes for a function."""
_LONGEST = 40
_ADDED = {"", "True", "False"}
"""Constants that lowering adds."""
_NONE: Mapping[str, Definition] = MappingProxyType({})


def node_of(row: AttributeMapping, wanted: model.Expression, context: Context) -> ex.Node | None:
    """Return the node of a row's source that means a part of it.

    None where none does: it is in a `let`, or two alike cannot be told apart.
    """
    names = _leaves(wanted)
    nodes = (node for node in context.nodes(row) if _is(node, wanted))
    return next((node for node in nodes if _known(node, context) == names), None)


def place_of(row: AttributeMapping, wanted: model.Expression, context: Context) -> Place:
    """Return where a part of a row's source stands, be it as a `$name`; else the whole source."""
    node = (
        node_of(row, wanted, context)
        or _reference(row, wanted, context)
        or node_around(row, wanted, context)
    )
    return Place(row.origin.source, node.span) if node else row.source_origin


def node_around(
    row: AttributeMapping, wanted: model.Expression, context: Context
) -> ex.Node | None:
    """Return the node of a row's source that means a part of it, be there a `$name` in the node."""
    names, lets = _leaves(wanted), context.resolved.merged.definitions
    nodes = (node for node in context.nodes(row) if _is(node, wanted))
    return next((node for node in nodes if _written(node, lets) == names), None)


def shown(row: AttributeMapping, one: model.Expression, context: Context) -> str:
    """Return an expression for a message: as it is written, or as Entra writes it; cut if long."""
    node = node_of(row, one, context)
    bare = one == row.source and not context.nodes(row)
    span = node.span if node else row.source_origin.span if bare else None
    text = row.origin.source.text[slice(*span)] if span else canonical(one)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _reference(row: AttributeMapping, wanted: model.Expression, context: Context) -> ex.Node | None:
    """Return the `$name` in a row's source that stands for something with this part in it."""
    found = (node for node in context.nodes(row) if isinstance(node, ex.Reference))
    return next((node for node in found if _stands_for(node.name, wanted, context)), None)


def stands_for(node: ex.Expression, wanted: model.Constant, context: Context) -> bool:
    """Tell whether a node is a constant that is written without quotes, or as a `$name`."""
    if isinstance(node, ex.Reference):
        return _stands_for(node.name, wanted, context)
    return _is(node, wanted) and _written(node) == {wanted.text}


def _stands_for(name: str, wanted: model.Expression, context: Context) -> bool:
    definition = context.resolved.merged.definitions.get(name)
    if definition is None:
        return False
    if isinstance(definition.node, tree.Param):
        return isinstance(wanted, model.Constant)
    leaves, nodes = _leaves(wanted), list(ex.walk(definition.node.value))
    if any(_is(node, wanted) and _written(node) == leaves for node in nodes):
        return True
    deeper = (node.name for node in nodes if isinstance(node, ex.Reference))
    return any(_stands_for(other, wanted, context) for other in deeper if other != name)


def strings(row: AttributeMapping, text: str, context: Context) -> list[Place]:
    """Return where a text stands in a row's source, in quotes."""
    found = (node for node in context.nodes(row) if isinstance(node, ex.String))
    return [Place(row.origin.source, node.span) for node in found if node.value == text]


def default(row: AttributeMapping, context: Context) -> Place | None:
    """Return where the text of a row's default stands; none if it is a `$name`."""
    written = context.written(row)
    options = written.options if written else ()
    values = [option.value for option in options if isinstance(option, tree.Default)]
    spans = [node.span for node in values if isinstance(node, ex.String)]
    return Place(row.origin.source, spans[0]) if spans else None


def string(row: AttributeMapping, text: str, context: Context) -> Place:
    """Return where a text first stands in a row's source, be it as a `$name`; else the source."""
    found = strings(row, text, context)
    return found[0] if found else place_of(row, model.Constant(text), context)


def keys_of(node: ex.Node | None) -> list[ex.Node]:
    """Return the keys of a Switch or a `case` as they are written, in order; none of another."""
    match node:
        case ex.Case():
            return [key for arm in node.arms for key in arm.keys]
        case ex.Call(arguments=(_, _, *pairs)) if _all_in_slots(node):
            return [key.value for key in pairs[::2] if key is not None]
        case _:
            return []


def subject_of(node: ex.Node | None) -> ex.Node | None:
    """Return the source of a Switch or a `case` as it is written."""
    match node:
        case ex.Case():
            return node.subject
        case ex.Call(arguments=(ex.Argument() as first, *_)):
            return first.value
        case _:
            return None


def _all_in_slots(call: ex.Call) -> bool:
    if call.function.text != "Switch":
        return False
    return all(argument is None or argument.name is None for argument in call.arguments)


def calls(row: AttributeMapping, function: str, context: Context) -> Iterator[ex.Call]:
    """Yield the calls of a function in a row's source."""
    for node in context.nodes(row):
        if isinstance(node, ex.Call) and node.function.text == function:
            yield node


def _is(node: ex.Node, wanted: model.Expression) -> bool:
    match wanted:
        case model.Call(function):
            named = isinstance(node, ex.Call) and node.function.text == function
            return named or isinstance(node, _OPERATORS.get(function, ()))
        case model.Comparison():
            return isinstance(node, ex.Comparison)
        case model.Attribute():
            return isinstance(node, ex.Attribute)
        case model.Constant():
            return isinstance(node, ex.String | ex.Number | ex.Word)


def _leaves(wanted: model.Expression) -> set[str]:
    """Return the attributes and constants in an expression, but for what lowering may add."""
    found = set()
    for one in model.walk(wanted):
        if isinstance(one, model.Attribute):
            found.add(f"[{one.name}]")
        elif isinstance(one, model.Constant) and one.text not in _ADDED:
            found.add(one.text)
    return found


def _known(node: ex.Node, context: Context) -> set[str] | None:
    """Return what is written in a node of a row, found out once."""
    return context.once(("written", id(node)), lambda: _written(node))


def _written(node: ex.Node, definitions: Mapping[str, Definition] = _NONE) -> set[str] | None:
    """Return likewise what is in a node, and in the `let`s of these that it names.

    None if there is another `$name`, which stands for something.
    """
    found = set()
    for one in ex.walk(node):
        if not isinstance(one, ex.Reference):
            found |= _leaf(one)
            continue
        definition = definitions.get(one.name)
        let = definition.node if definition else None
        inner = _written(let.value, definitions) if isinstance(let, tree.Let) else None
        if inner is None:
            return None
        found |= inner
    return found - _ADDED


def _leaf(node: ex.Node) -> set[str]:
    match node:
        case ex.Attribute():
            return {f"[{node.name}]"}
        case ex.String():
            return {node.value}
        case ex.Number():
            return {number(node)}
        case ex.Word() | ex.Environment():
            return {node.text}
        case _:
            return set()

"""What a `$name` stands for: the `let`s and `param`s of a mapping, each lowered once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from mapping_dsl.catalog.lookup import near
from mapping_dsl.findings import Finding, Label, Place, Severity
from mapping_dsl.lang.function import Function
from mapping_dsl.lang.functions import FUNCTIONS, UNSUPPORTED
from mapping_dsl.resolve import model
from mapping_dsl.resolve.codes import (
    LET_CIRCLE,
    MISSING_PARAMETER,
    UNDEFINED_NAME,
    UNKNOWN_FUNCTION,
    WRONG_ARGUMENTS,
)
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.resolve.lowering import (
    Called,
    Complain,
    Lowering,
    Reference,
    Result,
    constant,
)
from mapping_dsl.resolve.merge import Definition
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.codes import TOO_DEEP

Lowers: TypeAlias = Callable[[Reference, Called, Complain], Lowering]

_DEEPEST = 100


class Names:
    """The definitions of a mapping, with the values that the environment gives its `param`s.

    `lowers` makes what lowers an expression; another one may remember what became of it.
    """

    def __init__(
        self,
        definitions: Mapping[str, Definition],
        parameters: Mapping[str, str],
        tell: Callable[[Finding], None],
        lowers: Lowers = Lowering,
    ) -> None:
        self._definitions, self._parameters, self._tell = definitions, parameters, tell
        self._lowers = lowers
        self._lowered: dict[str, Result] = {}
        self._open: list[str] = []

    def lowering(self, source: Source) -> Lowering:
        """Return what lowers the expressions of one file."""

        def reference(node: ex.Reference) -> Result:
            return self._value(node, source)

        def function(node: ex.Call) -> Function | None:
            return self._function(node, source)

        def call_error(node: ex.Call | ex.Case, message: str, index: int | None) -> None:
            self._tell(
                WRONG_ARGUMENTS.at(
                    Place(source, _slot(node, index)), message, help=_signature(node)
                )
            )

        return self._lowers(reference, function, call_error)

    def text(self, node: ex.Reference, source: Source) -> str | None:
        """Return the text of a `$name` where only a constant can stand."""
        value = self._value(node, source)
        if value is None:
            return None
        if isinstance(value.node, model.Constant):
            return value.node.text
        place = Place(source, node.span)
        message = f"`${node.name}` is an expression, and only a constant can stand here"
        self._tell(UNDEFINED_NAME.at(place, message, help="use a `param`, or a `let` of a text"))
        return None

    def _value(self, node: ex.Reference, source: Source) -> Result:
        definition = self._definitions.get(node.name)
        if definition is None:
            self._undefined(node, source)
            return None
        definition.used += 1
        if node.name in self._open:
            self._circle(node, source)
            return None
        if len(self._open) > _DEEPEST:
            message = f"`${node.name}` is used by a chain of {_DEEPEST} names"
            self._tell(
                TOO_DEEP.at(Place(source, node.span), message, help="write some of them out")
            )
            return None
        self.check(node.name, definition)
        lowered = self._lowered[node.name]
        if definition.used > 1 and lowered and not is_deterministic(lowered.node):
            message = f"`${node.name}` gives another value each time and is used more than once"
            label = Label(Place(definition.source, definition.node.span), "defined here")
            self._tell(
                LET_CIRCLE.at(Place(source, node.span), message, label, help="use it in one place")
            )
        return lowered

    def check(self, name: str, definition: Definition) -> None:
        """Lower a definition, used or not, so that its errors are told."""
        if name not in self._lowered:
            self._open.append(name)
            self._lowered[name] = self._lower(definition)
            self._open.pop()

    def _lower(self, definition: Definition) -> Result:
        node = definition.node
        if isinstance(node, tree.Let):
            return self.lowering(definition.source).value(node.value)
        if node.name.text in self._parameters:
            return constant(self._parameters[node.name.text])
        if node.default is not None:
            return constant(node.default.value)
        name = node.name.text
        place = Place(definition.source, node.name.span)
        help = f"give it with `--param {name}=…`, or in an environment of the configuration"
        self._tell(MISSING_PARAMETER.at(place, f"`{name}` has no value", help=help))
        return None

    def _undefined(self, node: ex.Reference, source: Source) -> None:
        place = Place(source, node.span)
        message = f"there is no `let` or `param` named `{node.name}`"
        meant = near(node.name, self._definitions)
        fix = instead(place, f"${meant}") if meant else None
        help = f"did you mean `${meant}`?" if meant else "define it before the blocks"
        self._tell(UNDEFINED_NAME.at(place, message, help=help, fix=fix))

    def _circle(self, node: ex.Reference, source: Source) -> None:
        way = " → ".join(
            f"${name}" for name in [*self._open[self._open.index(node.name) :], node.name]
        )
        message = f"`${node.name}` is defined by itself: {way}"
        self._tell(LET_CIRCLE.at(Place(source, node.span), message, help="write one of them out"))

    def _function(self, node: ex.Call, source: Source) -> Function | None:
        name = node.function.text
        if name in FUNCTIONS:
            return FUNCTIONS[name]
        place = Place(source, node.function.span)
        if name in UNSUPPORTED:
            message = f"`{name}` is a function of Entra's that this version cannot evaluate"
            help = "leave this row to the portal for now; nothing is guessed about it"
            self._tell(UNKNOWN_FUNCTION.at(place, message, help=help))
            return None
        if name.lower() in _OPERATORS:
            message = f"`{name}` is a function of Azure AD Connect's"
            help = f"write `… {name.lower()} …`"
            self._tell(UNKNOWN_FUNCTION.at(place, message, help=help))
            return None
        if row := spelled(name):
            message = f"`{name}` is spelled `{row.name}`"
            help = "the names of functions are said to be case-sensitive"
            right, level = instead(place, row.name, safe=True), Severity.WARNING
            self._tell(UNKNOWN_FUNCTION.at(place, message, help=help, fix=right, severity=level))
            return row
        meant = near(name, FUNCTIONS)
        fix = instead(place, meant) if meant else None
        help = f"did you mean `{meant}`?" if meant else "`mapping-dsl functions` lists them"
        self._tell(UNKNOWN_FUNCTION.at(place, f"there is no function `{name}`", help=help, fix=fix))
        return None


_OPERATORS = ("and", "or")


def _slot(node: ex.Call | ex.Case, index: int | None) -> Span:
    """Return the place of the argument that a complaint is about, the whole call if of none."""
    if isinstance(node, ex.Call) and index is not None and index < len(node.arguments):
        argument = node.arguments[index]
        if argument is not None:
            return argument.span
    return node.span


def _signature(node: ex.Call | ex.Case) -> str:
    if isinstance(node, ex.Case):
        return 'a `case` has an arm, such as `"US" => "en_US"`'
    function = spelled(node.function.text)
    return f"it is `{function.signature}`" if function else "no function is named so"


def spelled(name: str) -> Function | None:
    """Return the function of a name, be it written in other case, which Entra may refuse."""
    if name in FUNCTIONS:
        return FUNCTIONS[name]
    folded = name.lower()
    return next((FUNCTIONS[known] for known in FUNCTIONS if known.lower() == folded), None)


def is_deterministic(expression: model.Expression) -> bool:
    """Tell whether an expression has one value for one record, whenever it is asked."""
    calls = (one.function for one in model.walk(expression) if isinstance(one, model.Call))
    return all(FUNCTIONS[function].deterministic for function in calls)

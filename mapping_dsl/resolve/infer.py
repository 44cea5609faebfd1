"""The shape of an expression, from the shapes of the attributes in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import EvaluationError, Skip
from mapping_dsl.lang.types import Type as Returned
from mapping_dsl.resolve.arguments import Given, argument
from mapping_dsl.resolve.infer_changes import CHANGES, Infer
from mapping_dsl.resolve.infer_parts import PARTS
from mapping_dsl.resolve.infer_presence import NONE, tested
from mapping_dsl.resolve.infer_replace import REPLACE
from mapping_dsl.resolve.infer_values import VALUES
from mapping_dsl.resolve.model import Attribute, Call, Comparison, Constant, Expression, Kind
from mapping_dsl.resolve.shape import (
    ABSENT,
    NUMBER,
    TRUTH,
    UNKNOWN,
    Letters,
    Shape,
    Type,
    either,
    of_text,
)

OfAttribute = Callable[[str], Shape]
_FUNCTIONS: dict[str, Infer] = {**CHANGES, **PARTS, **REPLACE, **VALUES}
_RETURNED = {
    Returned.BOOLEAN: TRUTH,
    Returned.INTEGER: NUMBER,
    Returned.STRING: Shape(Type.TEXT),
    Returned.LIST: Shape(Type.LIST),
    Returned.ANY: UNKNOWN,
}
_ENVIRONMENT = UNKNOWN.but(absent=False, skipped=False, fails=False, shortest=1, fixed=True)


class Inference:
    """Shapes of expressions over one directory's attributes; `attribute` gives those.

    Behind a test whether an attribute is there, it is: a branch is looked at with what its
    condition says.
    """

    def __init__(self, attribute: OfAttribute, there: frozenset[str] = frozenset()) -> None:
        self.attribute = attribute
        self.there = there
        self._known: dict[int, tuple[Expression, Shape]] = {}
        self._branches: dict[frozenset[str], Inference] = {there: self}

    def shape(self, expression: Expression | None) -> Shape:
        """Return what is known of the results of an expression; of `none`, that they are absent."""
        if expression is None:
            return ABSENT
        known = self._known.get(id(expression))
        if known is None or known[0] is not expression:
            known = self._known[id(expression)] = expression, self._infer(expression)
        return known[1]

    def where(self, there: frozenset[str]) -> Inference:
        """Return what is known where these attributes are there, too."""
        all_there = self.there | there
        if all_there not in self._branches:
            branch = self._branches[all_there] = Inference(self.attribute, all_there)
            branch._branches = self._branches
        return self._branches[all_there]

    def parts(self, call: Call) -> Iterator[tuple[str, Expression, Inference]]:
        """Yield the arguments of a call, each with its name and what is known where it counts."""
        match call.function:
            case "IIF":
                then, otherwise = tested(argument(call, "condition")[0], self.shape)
                branches = {"valueIfTrue": self.where(then), "valueIfFalse": self.where(otherwise)}
                for name, (value, *_) in call.arguments:
                    yield name, value, branches.get(name, self)
            case "Switch":
                yield from self._switch_parts(call)
            case _:
                for name, values in call.arguments:
                    for value in values:
                        yield name, value, self

    def _switch_parts(self, call: Call) -> Iterator[tuple[str, Expression, Inference]]:
        """Yield likewise; behind a key that is not `""`, and behind that, the source is there."""
        source, pairs = argument(call, "source")[0], argument(call, "switchValue")
        name = frozenset([source.name] if isinstance(source, Attribute) else [])
        yes, no = tested(source, self.shape)
        texts = [self.shape(key).text for key in pairs[::2]]
        behind = {"": NONE, "True": name | yes, "False": name | no}
        other = name if "" in texts else NONE
        other |= (no if "True" in texts else NONE) | (yes if "False" in texts else NONE)
        for default in argument(call, "defaultValue"):
            yield "defaultValue", default, self.where(other)
        yield "source", source, self
        for key, value, text in zip(pairs[::2], pairs[1::2], texts, strict=True):
            yield "switchValue", key, self
            there = NONE if text is None else behind.get(text, name)
            yield "switchValue", value, self.where(there)

    # --- expressions -------------------------------------------------------------------------

    def _infer(self, expression: Expression) -> Shape:
        match expression:
            case Attribute(name):
                shape = self.attribute(name)
                return shape.but(absent=False) if name in self.there else shape
            case Constant(text, kind):
                return _ENVIRONMENT if kind is Kind.ENVIRONMENT else of_text(text)
            case Comparison():
                return self._comparison(expression)
            case Call():
                return self._call(expression)

    def _comparison(self, compared: Comparison) -> Shape:
        left, right = self.shape(compared.left), self.shape(compared.right)
        unsure = not all(side.textual or side.nothing for side in (left, right))
        shape = TRUTH.after(left, right, fails=unsure)
        if compared.operator not in ("=", "<>") or shape.skipped or shape.fails:
            return shape
        equal = _equal(left, right)
        return shape if equal is None else of_text(str(equal == (compared.operator == "=")))

    def _call(self, call: Call) -> Shape:
        match call.function:
            case "Coalesce":
                return self._coalesce(call)
            case "IgnoreFlowIfNullOrEmpty":
                return self._ignore_flow(call)
            case "IIF":
                return self._iif(call)
            case "Switch":
                return self._switch(call)
            case _:
                return self._ordinary(Given(call, self.shape))

    def _ordinary(self, given: Given) -> Shape:
        """Return the shape of a call whose arguments are all evaluated."""
        function = FUNCTIONS.get(given.call.function)
        if function is None:
            return UNKNOWN
        folded = _folded(given)
        if folded is not None:
            return folded
        infer = _FUNCTIONS.get(function.name)
        if infer:
            shape = infer(given)
        else:
            required = given.call.arguments[: function.required]
            absent = any(given.shape(values[0]).absent for _, values in required)
            shape = _RETURNED[function.returns]
            known = function.returns in (Returned.BOOLEAN, Returned.INTEGER)
            shape = shape.but(absent=absent and function.strict if known else True)
            shape = shape.after(*given.all, fails=True)
        if not function.deterministic:
            shape = shape.but(fixed=False, text=None)
        return shape if _convertible(given) else shape.but(fails=True, text=None)

    # --- choices -----------------------------------------------------------------------------

    def _iif(self, call: Call) -> Shape:
        condition = self.shape(argument(call, "condition")[0])
        found = {"valueIfTrue": ABSENT, "valueIfFalse": ABSENT}
        found |= {name: inner.shape(value) for name, value, inner in self.parts(call)}
        then, otherwise = found["valueIfTrue"], found["valueIfFalse"]
        if condition.text is not None:
            return then if condition.text == "True" else otherwise
        return _chosen([then, otherwise], condition)

    def _switch(self, call: Call) -> Shape:
        source = self.shape(argument(call, "source")[0])
        parts = list(self.parts(call))
        pairs = [(v, inner.shape(v)) for name, v, inner in parts if name == "switchValue"]
        keys, values = [shape for _, shape in pairs[::2]], [shape for _, shape in pairs[1::2]]
        texts = {key.text for key in keys}
        default = next((i.shape(v) for name, v, i in parts if name == "defaultValue"), ABSENT)
        covered = source.boolean and texts >= {"True", "False"}
        if not (covered and ("" in texts or not source.missing)):
            values.append(default)
        unsure = not (source.textual or source.nothing) or not all(
            key.textual or key.nothing for key in keys
        )
        return _chosen(values, source, *keys, fails=unsure)

    def _coalesce(self, call: Call) -> Shape:
        """Return the first that is there: what follows one that is never absent is never taken."""
        taken: list[Shape] = []
        for value in call.arguments[0][1]:
            taken.append(self.shape(value))
            if not taken[-1].absent:
                break
        if len(taken) == 1:
            return taken[0]
        found = _chosen([shape.but(absent=False) for shape in taken if shape != ABSENT])
        return found.but(absent=taken[-1].absent)

    def _ignore_flow(self, call: Call) -> Shape:
        """Skipped where it would be missing."""
        shape = self.shape(call.arguments[0][1][0])
        if shape.nothing:
            return shape.but(absent=False, skipped=True, text=None, shortest=1)
        skipped = shape.skipped or shape.missing
        return shape.but(absent=False, skipped=skipped, shortest=max(shape.shortest, 1))


def _chosen(shapes: list[Shape], *deciding: Shape, fails: bool = False) -> Shape:
    """Return the shape of one of several values, chosen by others."""
    found = either(shapes)
    if len(shapes) > 1 and any(shape != shapes[0] for shape in shapes):
        found = found.but(injective=None)
    return found.after(found, *deciding, fails=fails)


def _equal(left: Shape, right: Shape) -> bool | None:
    """Tell whether two values are always or never equal, if that is known."""
    if left.text is not None and right.can_be(left.text) and right.text is not None:
        return True if Type.INTEGER not in (left.type, right.type) else None
    for one, other in ((left, right), (right, left)):
        if one.text is not None and not other.can_be(one.text):
            return False
    return None


def _folded(given: Given) -> Shape | None:
    """Return the shape of a call of constants; a pattern is left to who has the time for it."""
    function = FUNCTIONS[given.call.function]
    shapes = given.all
    ready = function.deterministic and all(shape.text is not None for shape in shapes)
    if not ready or not shapes or argument(given.call, "regexPattern"):
        return None
    values = dict(given.call.arguments)
    slots: list[object] = []
    for parameter in function.parameters:
        texts = tuple(given.shape(value).text for value in values.get(parameter.name, ()))
        slots.append(texts if parameter.repeating else texts[0] if texts else None)
    try:
        result = function.call(slots)
    except (EvaluationError, Skip):
        return None
    return of_text(result) if isinstance(result, str) else None


def _convertible(given: Given) -> bool:
    """Tell whether each argument surely is what its parameter takes."""
    parameters = {p.name: p.type for p in FUNCTIONS[given.call.function].parameters}
    return all(
        _fits(parameters.get(name), given.shape(value))
        for name, values in given.call.arguments
        for value in values
    )


_SURELY_32_BITS = 9  # digits; what a record has can be any number


def _fits(wanted: Returned | None, shape: Shape) -> bool:
    match wanted:
        case Returned.STRING:
            return shape.textual or shape.nothing
        case Returned.INTEGER:
            text = shape.text or ""
            return 0 < len(text) <= _SURELY_32_BITS and of_text(text).letters is Letters.DIGITS
        case _:
            return True

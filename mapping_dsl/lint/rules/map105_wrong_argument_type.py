"""MAP105."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import Type as Taken
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.failing import failure, may_fail
from mapping_dsl.lint.flow import Flow
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Call, Comparison, Constant, Expression, ObjectMapping
from mapping_dsl.resolve.shape import Often, Shape, Type, is_integer
from mapping_dsl.rule import rule

_TAKES_REFERENCES = ("CStr", "DNComponent")


@rule(
    "MAP105",
    "wrong-argument-type",
    Severity.WARNING,
    "Microsoft Learn, functions: the type of each parameter",
    "Microsoft Learn, functions: Switch is not for references such as manager",
)
def wrong_argument_type(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """An argument is of another kind than its parameter takes.

    A text stands where a number is needed, several values where one is, or a reference, such as
    `manager`, in a function on texts. The first two are an error for each user; what Entra makes of
    the third is not documented. A constant can also be one that no call works with, whatever else
    it is given: a place 0 or a length below 0 of Mid, a Replace without a mode. Reported is
    what is sure: an attribute of the tenant's own may hold a number.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { Left([displayName], "ten") -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { Left([displayName], 10) -> nickName }
    """
    for row, flow in context.flows(objects):
        told: set[str] = set()
        for one, known in flow.parts if _may_be_wrong(flow) else ():
            for argument, message, help in _wrong(one, known):
                told_of = message.format(written.shown(row, argument, context))
                if told_of not in told:
                    told.add(told_of)
                    place, path = written.place_of(row, argument, context), shorten(row.target.path)
                    yield wrong_argument_type.at(place, told_of, help=help, subject=path)
        for call, known in flow.calls(*filter(_may_fail, sorted(flow.functions))):
            message = failure(call, known)
            if message and message not in told and not any(_wrong(call, known)):
                told.add(message)
                place, path = written.place_of(row, call, context), shorten(row.target.path)
                yield wrong_argument_type.at(place, message, help=_MEND, subject=path)


_MEND = "mend the constant arguments"


def _may_fail(function: str) -> bool:
    return function not in ("DateAdd", "DateDiff") and may_fail(function)  # MAP314 has those


def _may_be_wrong(flow: Flow) -> bool:
    """Tell whether there is anything to look at: most sources have texts only."""
    return any(map(_counts, flow.functions)) or not flow.types.isdisjoint(_ODD)


def _counts(function: str) -> bool:
    return any(p.type is Taken.INTEGER for p in FUNCTIONS[function].parameters)


_ODD = (Type.LIST, Type.REFERENCE)
Wrong = tuple[Expression, str, str]


def _wrong(one: Expression, known: Inference) -> Iterator[Wrong]:
    """Yield the arguments of a call or comparison that are wrong, and what to say of them.

    What is said has a pair of braces for the argument as it is written.
    """
    if isinstance(one, Comparison):
        for side in (one.left, one.right):
            if known.shape(side).type is Type.LIST:
                yield side, "`{}` has several values and is compared", _ITEM
    elif isinstance(one, Call):
        row = FUNCTIONS[one.function]
        parameters = {parameter.name: parameter for parameter in row.parameters}
        for name, argument, inner in known.parts(one):
            taken = parameters[name].type
            if isinstance(argument, Constant) and taken is not Taken.INTEGER:
                continue
            amiss = _amiss(row.name, taken, inner.shape(argument))
            if amiss:
                what, help = amiss
                yield argument, f"`{name}` of `{row.name}` {what}: `{{}}`", help


_ITEM = "take one of them with `Item`, or put them together with `Join`"
_AS_IT_IS = "map a reference as it is: nothing can be made of it"


def _amiss(function: str, taken: Taken, shape: Shape) -> tuple[str, str] | None:
    """Return what is wrong with an argument of this shape, and what to do."""
    several, reference = shape.type is Type.LIST, shape.type is Type.REFERENCE
    if taken is Taken.INTEGER and _is_no_number(shape):
        return "takes a number", "write a number, such as `10`"
    if several and taken in (Taken.STRING, Taken.INTEGER):
        return "takes one value, not several", _ITEM
    on_texts = taken is Taken.STRING and function not in _TAKES_REFERENCES
    if reference and (on_texts or function == "Switch"):
        return "takes no reference", _AS_IT_IS
    return None


def _is_no_number(shape: Shape) -> bool:
    if shape.text is not None:
        return not is_integer(shape.text)
    return shape.type in (Type.BOOLEAN, Type.DATE, Type.REFERENCE) or shape.email is Often.ALWAYS

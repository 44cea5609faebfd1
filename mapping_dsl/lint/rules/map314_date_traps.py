"""MAP314."""

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.findings import Edit, Finding, Fix, Place, Severity
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import (
    Attribute,
    AttributeMapping,
    Call,
    Comparison,
    Expression,
    ObjectMapping,
)
from mapping_dsl.resolve.shape import Type
from mapping_dsl.rule import rule
from mapping_dsl.source import Span

_DATES = {"CDate": ("expression",), "DateAdd": ("dateTime",), "DateDiff": ("date1", "date2")}
_DATED = ("FormatDateTime", *_DATES)
_ALL_FOUR = 4


@rule(
    "MAP314",
    "date-traps",
    Severity.WARNING,
    "Microsoft Learn, functions: FormatDateTime has four parameters, in cloud sync's page three",
    "Microsoft Learn, functions: DateDiff is positive where the second date is the later one",
    "Microsoft's Workday guide: examples with DateDiff that say the opposite of what they do",
    "Microsoft's guides for HR systems: dates that can be empty are asked for first",
)
def date_traps(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A date is handled in a way that has tripped many.

    A date that can be absent is an error in CDate, DateAdd and DateDiff, so that the whole user
    fails: ask for it first, as in `IIF(IsPresent([employeeHireDate]), …, …)`. FormatDateTime with
    three arguments is the form of cloud sync: here the second slot is for styles, and stays empty.
    As an info: which way round a DateDiff is, and that a text is read as month/day/year.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { FormatDateTime(CDate([employeeHireDate]), , , "yyyy") -> nickName }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { FormatDateTime([employeeHireDate], , , "yyyy") ?? "-" -> nickName }
    """
    for row, flow in context.flows(objects):
        if flow.functions.isdisjoint(_DATED):
            continue
        path = shorten(row.target.path)
        yield from _three_slots(row, path, context)
        for one, known in flow.parts:
            for place, message, help, severity in _traps(one, known, row, context):
                if severity is not Severity.INFO or context.own(row):
                    yield date_traps.at(place, message, help=help, severity=severity, subject=path)


def _three_slots(row: AttributeMapping, path: str, context: Context) -> Iterator[Finding]:
    for call in written.calls(row, "FormatDateTime", context):
        first = call.arguments[0] if call.arguments else None
        if first is not None and len(call.arguments) == _ALL_FOUR - 1:
            end = Span(first.span.end, first.span.end)
            edit = Edit(Place(row.origin.source, end), ",")
            yield date_traps.at(
                Place(row.origin.source, call.span),
                "FormatDateTime has four slots, here are three",
                help="leave the second one empty: `FormatDateTime(…, , input, output)`",
                fix=Fix("leave a slot for the styles", (edit,), safe=False),
                subject=path,
            )


Trap = tuple[Place, str, str, Severity]


def _traps(
    one: Expression, known: Inference, row: AttributeMapping, context: Context
) -> Iterator[Trap]:
    if isinstance(one, Comparison):
        yield from _direction(one, row, context)
    elif isinstance(one, Call) and one.function in _DATES:
        for name in _DATES[one.function]:
            for date in argument(one, name):
                yield from _date(one, date, known, row, context)


def _date(
    call: Call, date: Expression, known: Inference, row: AttributeMapping, context: Context
) -> Iterator[Trap]:
    shape, place = known.shape(date), written.place_of(row, date, context)
    if shape.absent and not FUNCTIONS[call.function].strict:
        message = f"`{call.function}` fails where `{canonical(date)}` is absent"
        yield place, message, "ask for it first: `IIF(IsPresent([…]), …, …)`", Severity.WARNING
    elif isinstance(date, Attribute) and shape.type is Type.TEXT:
        message = f"`{date.name}` is read as month/day/year, or as ISO 8601"
        yield place, message, "write it as `2026-03-31`", Severity.INFO


def _direction(compared: Comparison, row: AttributeMapping, context: Context) -> Iterator[Trap]:
    """Tell which days a comparison of a DateDiff with the present holds for."""
    call = compared.left
    if not isinstance(call, Call) or call.function != "DateDiff" or compared.operator in "=<>":
        return
    now = [_is_now(argument(call, name)) for name in ("date1", "date2")]
    if now.count(True) == 1:
        later = (compared.operator[0] == ">") == now[0]
        side = "lies ahead or less far back" if later else "is past or less far ahead"
        place = written.place_of(row, call, context)
        message = f"`DateDiff` counts from `date1` to `date2`: this holds where the date {side}"
        yield place, message, "swap the two if that is not meant", Severity.INFO


def _is_now(values: tuple[Expression, ...]) -> bool:
    return any(isinstance(value, Call) and value.function == "Now" for value in values)

"""MAP314."""

import re
from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.result import Failed
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.findings import Edit, Finding, Fix, Place, Severity
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import EvaluationError
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.failing import failure, may_fail
from mapping_dsl.lint.flow import Flow
from mapping_dsl.resolve.arguments import argument, constant
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import (
    Attribute,
    AttributeMapping,
    Call,
    Comparison,
    Constant,
    Expression,
    ObjectMapping,
)
from mapping_dsl.resolve.shape import Type
from mapping_dsl.rule import rule
from mapping_dsl.source import Span

_DATES = {"CDate": ("expression",), "DateAdd": ("dateTime",), "DateDiff": ("date1", "date2")}
_DATED = ("FormatDateTime", *_DATES)
_GIVES = ("Now", "CDate", "DateAdd", "DateFromNum")
_GIVEN = ("3/31/2026 1:05:09 PM", "12/1/2025 12:00:00 AM", "1/2/1999 10:30:00 AM")
"""What these give, such as it is."""


@rule(
    "MAP314",
    "date-traps",
    Severity.WARNING,
    "Microsoft Learn, functions: FormatDateTime has four parameters, in cloud sync's page three",
    "Microsoft Learn, functions: DateDiff is positive where the second date is the later one",
    "Microsoft's Workday guide: examples with DateDiff that say the opposite of what they do",
    "Microsoft's guides for HR systems: dates that can be empty are asked for first",
    "Microsoft Learn, .NET: custom date formats, in which `mm` are minutes and `YYYY` is no field",
)
def date_traps(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """A date is handled in a way that has tripped many.

    A date that can be absent is an error in CDate, DateAdd and DateDiff, so that the whole user
    fails: ask for it first, as in `IIF(IsPresent([employeeHireDate]), …, …)`. So is a constant
    that is no date, format or interval. In a format `mm` are minutes. FormatDateTime with three
    arguments is the form of cloud sync; here the second slot is for styles, and stays empty: it is
    compiled so. What CDate, DateAdd and Now give is read by `M/d/yyyy h:mm:ss tt`, or without a
    format. As an info: which way round a DateDiff is, and how a free text is read.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users { FormatDateTime(CDate([employeeHireDate]), , , "yyyy") -> nickName on create }

    Good:
        mapping "contoso" extends "webex/default@1"
        users { FormatDateTime([employeeHireDate], , , "yyyy") ?? "-" -> nickName }
    """
    for row, flow in context.flows(objects):
        if flow.functions.isdisjoint(_DATED):
            continue
        path = shorten(row.target.path)
        yield from _three_slots(row, path, context)
        told: set[str] = set()
        for place, message, help, severity in _traps(flow, row, context):
            if message not in told and (severity is not Severity.INFO or context.own(row)):
                told.add(message)
                yield date_traps.at(place, message, help=help, severity=severity, subject=path)


def _three_slots(row: AttributeMapping, path: str, context: Context) -> Iterator[Finding]:
    older = FUNCTIONS["FormatDateTime"].older
    for call in written.calls(row, "FormatDateTime", context):
        first = call.arguments[0] if call.arguments else None
        named = any(slot is not None and slot.name is not None for slot in call.arguments)
        if first is not None and not named and len(call.arguments) == len(older):
            end = Span(first.span.end, first.span.end)
            edit = Edit(Place(row.origin.source, end), ",")
            yield date_traps.at(
                Place(row.origin.source, call.span),
                "`FormatDateTime` has four slots, and here are three",
                help="leave the second one empty: `FormatDateTime(…, , input, output)`",
                fix=Fix("leave a slot for the styles", (edit,), safe=True),
                subject=path,
            )


Trap = tuple[Place, str, str, Severity]


def _traps(flow: Flow, row: AttributeMapping, context: Context) -> Iterator[Trap]:
    for one, _ in flow.parts:
        if isinstance(one, Comparison):
            yield from _direction(one, row, context)
    for call, known in flow.calls(*_DATED):
        amiss = list(_constants(call, row, context)) or list(_failing(call, known, row, context))
        yield from amiss
        for name in () if amiss else _DATES.get(call.function, ()):
            for date in argument(call, name):
                yield from _date(call, date, known, row, context)


_MEND = "mend the constant"
_FORMATS = ("inputFormat", "outputFormat")
_QUOTED = r"""'[^']*'|"[^"]*"|\\."""


def _constants(call: Call, row: AttributeMapping, context: Context) -> Iterator[Trap]:
    """Find the constants that fail whatever the date, and formats that mean something else."""
    for parameter in FUNCTIONS[call.function].parameters:
        text = constant(call, parameter.name)
        if text is None:
            continue
        place = written.place_of(row, Constant(text), context)
        try:
            parameter.convert(text)
            amiss = _in_format(text) if parameter.name in _FORMATS else ""
        except EvaluationError as error:
            yield place, f"this fails for everybody: {error}", _MEND, Severity.WARNING
        else:
            if amiss:
                yield place, f"in `{text}` {amiss}", "write it as in `yyyy-MM-dd`", Severity.WARNING


def _failing(
    call: Call, known: Inference, row: AttributeMapping, context: Context
) -> Iterator[Trap]:
    """Find a call whose arguments are fine one by one, and that fails nevertheless."""
    result = evaluate(call, {})
    why = f"this fails for everybody: {result.message}" if isinstance(result, Failed) else ""
    if call.function == "FormatDateTime":
        why = _unread(call) or why
    elif may_fail(call.function):
        why = why or failure(call, known)
    if why:
        yield written.place_of(row, call, context), why, _MEND, Severity.WARNING


def _unread(call: Call) -> str:
    """Return what to say of a format that does not read what a function of dates gives."""
    source, form = argument(call, "source")[0], constant(call, "inputFormat")
    if form is None or not isinstance(source, Call) or source.function not in _GIVES:
        return ""
    told = (Constant(text) for text in _GIVEN)
    others = [pair for pair in call.arguments if pair[0] != "source"]
    tried = [evaluate(call.but(arguments=(("source", (one,)), *others)), {}) for one in told]
    if not all(isinstance(result, Failed) for result in tried):
        return ""
    given = f"`{source.function}` gives `M/d/yyyy h:mm:ss tt`"
    return f"this fails for everybody: {given}, which the format `{form}` does not read"


def _in_format(text: str) -> str:
    from mapping_dsl.lang.dates.writing import output_format  # noqa: PLC0415 (slow, and seldom)

    fields = output_format(text).fields
    if "m" in fields and fields.isdisjoint("hHM"):
        return "`m` is the minute, not the month"
    strange = re.search("Y{2,}|D{2,}", re.sub(_QUOTED, "", text))
    return f"`{strange[0]}` is no field, and stands in the result as it is" if strange else ""


def _date(
    call: Call, date: Expression, known: Inference, row: AttributeMapping, context: Context
) -> Iterator[Trap]:
    shape, place = known.shape(date), written.place_of(row, date, context)
    fails_itself = isinstance(date, Call) and date.function in _DATES
    if shape.absent and not fails_itself and not FUNCTIONS[call.function].strict:
        message = f"`{call.function}` fails where `{written.shown(row, date, context)}` is absent"
        yield place, message, "ask for it first: `IIF(IsPresent([…]), …, …)`", Severity.WARNING
    elif isinstance(date, Attribute) and shape.type is Type.TEXT:
        message = f"`{date.name}` is read as month/day/year, or as ISO 8601"
        yield place, message, "write it as `2026-03-31`", Severity.INFO


def _direction(compared: Comparison, row: AttributeMapping, context: Context) -> Iterator[Trap]:
    """Tell which days a comparison of a DateDiff with the present holds for."""
    call = compared.left
    if (
        not isinstance(call, Call)
        or call.function != "DateDiff"
        or compared.operator in ("=", "<>")
    ):
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

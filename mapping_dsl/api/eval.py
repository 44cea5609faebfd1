"""`eval`: one expression, for one record."""

from __future__ import annotations

from collections.abc import Sequence

from mapping_dsl import files
from mapping_dsl.errors import ToolError
from mapping_dsl.evaluate.result import Absent
from mapping_dsl.evaluate.trace import Trace, trace
from mapping_dsl.findings import Finding, Place, Severity
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.record import Record, read_records, to_record
from mapping_dsl.resolve.codes import EXPRESSION_TOO_LONG
from mapping_dsl.resolve.lowering import LONGEST
from mapping_dsl.resolve.names import Names
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax.parser import parse_expression

NAME = "expression"


class Evaluated(Frozen):
    """The steps of an evaluation, none if there are errors among the findings."""

    trace: Trace | None
    findings: tuple[Finding, ...]


def evaluate_text(
    text: str,
    user: str | None = None,
    values: Sequence[str] = (),
    *,
    absent: Sequence[str] = (),
    missing_is_absent: bool = False,
) -> Evaluated:
    """Evaluate an expression as Entra would.

    `user` is a file with one record; `values` are texts `name=value` that add to it, and `absent`
    names of attributes without a value. An attribute that none of them gives is unknown, unless
    `missing_is_absent`. Raises ToolError for a file that cannot be read, and for more than one
    record.
    """
    source = Source(NAME, text)
    tree, findings = parse_expression(source)
    lowered = Names({}, {}, findings.append).lowering(source).value(tree) if tree else None
    if lowered is None or any(found.severity is Severity.ERROR for found in findings):
        return Evaluated(None, tuple(findings))
    if lowered.size > LONGEST:
        message = f"written out this has about {lowered.size:,} characters"
        place = Place(source, Span(0, len(text)))
        help = f"Entra stores at most {LONGEST:,}"
        return Evaluated(None, (EXPRESSION_TOO_LONG.at(place, message, help=help),))
    record = _record(user, values, missing_is_absent=missing_is_absent)
    for name in absent:
        record.values.put(name, Absent())
    return Evaluated(trace(lowered.node, record.values), tuple(findings))


def _record(user: str | None, values: Sequence[str], *, missing_is_absent: bool) -> Record:
    found = to_record({}, missing_is_absent=missing_is_absent)
    if user:
        records = read_records(files.read_bytes(user), user, missing_is_absent=missing_is_absent)
        if len(records) > 1:
            raise ToolError(f"{user}: has {len(records)} records; one is needed here")
        found = records[0]
    for text in values:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise ToolError(f"{text}: write it as `name=value`")
        found.values[name] = value
    return found

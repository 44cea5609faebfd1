"""Previews in words: what decided, what would be asked and sent."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.printer import quoted
from mapping_dsl.evaluate.result import Result, Unknown
from mapping_dsl.evaluate.scope import Test, Verdict
from mapping_dsl.preview.causes import not_known
from mapping_dsl.preview.checked import Violation
from mapping_dsl.preview.outcome import in_words, lacking
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Request, Step
from mapping_dsl.preview.told import open_rows
from mapping_dsl.report.revealed import revealed
from mapping_dsl.resolve.model import (
    AttributeMapping,
    Call,
    Clause,
    Constant,
    Expression,
    Kind,
    reads,
)

_NOUN = {"users": "user", "groups": "group"}
_SHOWN = 60


def concise(preview: Preview, *, several: bool = False) -> str:
    """Return one line for a record: in scope or not, matched by what, and what is sent."""
    return f"{title(preview, several=several)}: {_line(preview)}\n"


def title(preview: Preview, *, several: bool = False) -> str:
    """Return what to call a preview: its record, and its rule where there are several."""
    name = revealed(preview.record.name)
    return f"{name}, {_rule(preview.rule)}" if several else name


def _rule(name: str) -> str:
    return f"rule {revealed(quoted(name))}" if name else "no rule"


def assumptions(preview: Preview) -> Iterator[str]:
    """Yield what was assumed of a record, or of who it refers to, that does not say it."""
    kind = preview.kind
    for name in () if preview.standing.gone else preview.standing.assumed:
        yield (
            f"assumed: a record without `{name}` is not of a deleted {_NOUN.get(kind, 'object')}, "
            f"as `GET /{kind}` lists none"
        )
    for group in preview.record.nested:
        yield (
            f"assumed: the group {revealed(group)} is provisioned too, for else it is sent as no "
            "member; its own members do not count"
        )


def _line(preview: Preview) -> str:
    sent = [
        f"{step.verb}{when}" + (f" ({revealed(step.because)})" if step.because else "")
        for step, when in requests(preview.request, preview.kind)
    ]
    scoped = {True: "in scope", False: "out of scope", None: "scope unknown"}
    by = " or ".join(matching(preview)) or f"matched by {unmatched(preview)}"
    rows = (f"`{shorten(row.target.name)}` ({row.story})" for row in open_rows(preview))
    unknown = ", ".join(map(revealed, rows))
    told = [f"not known: {unknown}"] if unknown else []
    return "; ".join([scoped[preview.standing.in_scope], by, ", ".join(sent), *told])


def unmatched(preview: Preview) -> str:
    """Say what matches a record that no row matches, be it that such a row has errors."""
    return "unknown" if preview.unresolved else "nothing"


def plainly(value: object) -> str:
    """Return a value as it is sent; in quotes only where it would be taken for something else."""
    match value:
        case bool():
            return "true" if value else "false"
        case tuple():
            return "\n".join(map(plainly, value))
        case str():
            bare = value == value.strip() and value.lower() not in ("", "true", "false", "—", "?")
            return revealed(value if bare else quoted(value))
        case _:
            return str(value)


def violation(found: Violation) -> str:
    """Say what Webex's schema has against a value, and which row it is of."""
    place = found.row.origin
    line, _ = place.source.line_column(place.span.start)
    target, value = shorten(found.row.target.path), _short(found.value)
    return revealed(f"`{target}` is `{value}`: {found.what} ({place.source.path}:{line})")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def result(found: Result) -> str:
    """Return what an expression came to, texts in quotes."""
    return revealed(in_words(found))


def origin(mapping: AttributeMapping) -> str:
    """Return the attributes that a row reads; its whole source if that reads none."""
    if mapping.source is None:
        return ""
    return revealed(", ".join(reads(mapping.source))) or _unread(mapping.source)


def _unread(source: Expression) -> str:
    """Return a source that reads no attribute, a call without its arguments."""
    match source:
        case Constant(text, kind):
            return revealed(quoted(text) if kind is Kind.LITERAL else text)
        case Call(function):
            return revealed(f"{function}(…)")
        case _:
            return "…"


def scope(preview: Preview) -> str:
    """Return whether the record is in scope, and which clauses decided that."""
    filters = [(scope.kind, v) for scope, v in preview.standing.scopes if scope.groups]
    answer = preview.standing.in_scope
    told = [_deciding(kind, v) for kind, v in filters if v.holds is answer]
    if answer is None:
        told += map(not_known, preview.standing.broken)
    if not told:
        return "yes: there is no filter"
    return f"{ {True: 'yes', False: 'no', None: 'unknown'}[answer] }: {'; '.join(told)}"


def _deciding(kind: str, verdict: Verdict) -> str:
    whose = "" if kind == "groups" else f"{kind} filter, "
    if verdict.holds:
        return whose + " and ".join(clause_text(test.clause) for test in verdict.deciding)
    if verdict.holds is False:
        return whose + "; ".join(_failing(test) for test in verdict.deciding)
    why = [f"{clause_text(test.clause)}: {test.why}" for test in verdict.deciding if test.why]
    missing = [lacking(Unknown(verdict.unknown))] if verdict.unknown else []
    return whose + revealed("; ".join(missing + why))


def _failing(test: Test) -> str:
    return f"{clause_text(test.clause)} fails, it is {result(test.found)}"


def clause_text(clause: Clause) -> str:
    """Return a clause as the language writes it."""
    operand = "" if clause.value is None else f" {revealed(quoted(clause.value))}"
    return f"{revealed(clause.attribute)} {clause.operator}{operand}"


def matching(preview: Preview) -> Iterator[str]:
    """Yield what Entra would ask Webex, in order; nothing if no row is there to match by."""
    for match in preview.matches:
        target = revealed(shorten(match.target))
        yield revealed(match.query) if match.query else f"{target}: {result(match.result)}"


def requests(request: Request, kind: str) -> Iterator[tuple[Step, str]]:
    """Yield what Entra would send: one line, or one for each thing that Webex may have."""
    noun = _NOUN.get(kind, "object")
    skipped = request.matched != request.existing
    if len(request.steps) == 1:
        yield request.steps[0], ""
    else:
        yield (
            request.new,
            f" if Entra manages no {noun} yet" if skipped else f" if no {noun} matches",
        )
        yield request.existing, " if it manages one" if skipped else " if one does"

"""Findings for a person at a terminal: the line, a caret under the place, and what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

from mapping_dsl.findings import Finding, Fix, Place, Severity
from mapping_dsl.report.excerpt import excerpt, visible
from mapping_dsl.report.patch import hunks

_MOST_SUBJECTS = 6


class Style(StrEnum):
    """What a part of the output is, for whoever gives it a colour."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    PLACE = "place"
    RULER = "ruler"
    LABEL = "label"
    OLD = "old"
    NEW = "new"


Paint = Callable[[str, Style], str]


def plain(text: str, _: Style) -> str:
    """Give no colour."""
    return text


def render(findings: Iterable[Finding], paint: Paint = plain) -> str:
    """Return findings as text: errors and warnings in full, infos as one line a rule."""
    shown = list(findings)
    infos = [finding for finding in shown if finding.severity is Severity.INFO]
    blocks = [_block(finding, paint) for finding in shown if finding.severity is not Severity.INFO]
    return "".join(f"{block}\n\n" for block in blocks) + _infos(infos, paint)


def where(place: Place) -> str:
    """Return a place as terminals and editors know it, its column in characters."""
    line, column = place.source.line_column(place.span.start)
    return f"{visible(place.source.path)}:{line}:{column}"


def _block(finding: Finding, paint: Paint) -> str:
    """Return one finding with the lines that it is about."""
    severity = Style(finding.severity.value)
    kind = paint(f"{finding.severity}[{finding.code}]", severity)
    lines = [f"{paint(where(finding.place), Style.PLACE)}: {kind}: {visible(finding.message)}"]
    marked = [(finding.place, "^", "", severity)]
    marked += [(label.place, "-", label.text, Style.LABEL) for label in finding.labels]
    excerpts = [(place, *excerpt(place, sign), text, style) for place, sign, text, style in marked]
    margin = max(len(str(number)) for _, number, *_ in excerpts)
    file = finding.place.source
    for place, number, line, marks, text, style in excerpts:
        if place.source is not file:
            file = place.source
            lines.append(paint(f"{' ' * margin}--> {visible(file.path)}", Style.RULER))
        bar = paint("|", Style.RULER)
        lines.append(f"{paint(f'{number:>{margin}}', Style.RULER)} {bar} {line}".rstrip())
        note = f" {visible(text)}" if text else ""
        lines.append(f"{' ' * margin} {bar} {paint(marks + note, style)}")
    if finding.help:
        lines += _note("help", finding.help, margin, paint)
    fix = finding.fix
    title = fix.title if fix and not all(e.text in finding.help for e in fix.edits) else ""
    if fix and not fix.safe:
        how = "with `lint --fix --unsafe`"
        lines += _note("fix", f"{title}, {how}" if title else how, margin, paint)
        lines += _patch(fix, margin, paint)
    elif title:
        lines += _note("fix", title, margin, paint)
    return "\n".join(lines)


def _patch(fix: Fix, margin: int, paint: Paint) -> Iterator[str]:
    """Yield what a fix would change, to which a person has to agree."""
    for hunk in hunks(fix):
        for sign, lines, style in (("-", hunk.old, Style.OLD), ("+", hunk.new, Style.NEW)):
            for number, line in enumerate(hunk.shown(lines), hunk.number):
                ruler = paint(f"{number:>{margin}}", Style.RULER)
                yield f"{ruler} {paint(f'{sign} {line}'.rstrip(), style)}"


def _note(kind: str, text: str, margin: int, paint: Paint) -> list[str]:
    """Return a note whose further lines stand under its first."""
    sign = paint("=", Style.RULER)
    first, *rest = text.split("\n")
    indent = " " * (margin + len(f" = {kind}: "))
    return [f"{' ' * margin} {sign} {kind}: {visible(first)}", *(indent + visible(r) for r in rest)]


def _infos(infos: Sequence[Finding], paint: Paint) -> str:
    by_rule: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in infos:
        by_rule[finding.code].append(finding)
    return "".join(_info(found, paint) for _, found in sorted(by_rule.items()))


def _info(found: list[Finding], paint: Paint) -> str:
    """Return one line for all findings of one rule."""
    kind = paint(f"info[{found[0].code}]", Style.INFO)
    subjects = list(dict.fromkeys(f.subject for f in found if f.subject))
    shown = ", ".join(f"`{visible(s)}`" for s in subjects[:_MOST_SUBJECTS])
    more = f" and {len(subjects) - _MOST_SUBJECTS} more" if len(subjects) > _MOST_SUBJECTS else ""
    about = f": {shown}{more}" if len(found) > 1 and shown else f": {visible(found[0].message)}"
    return f"{kind} {found[0].slug}{about}\n"

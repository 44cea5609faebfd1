"""Entries as one comment on a pull request, folded by class, the worst open.

The first line is a mark that is not shown, by which the next run finds the comment and replaces it.
GitHub takes 65,536 characters; what does not fit is counted, never left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from mapping_dsl.report.entry import Entry, Run
from mapping_dsl.report.prose import code, escaped, fenced

_MOST = 65_536
"""Counted in bytes here, which are never fewer than what GitHub counts."""
_ROOM = 1_024
"""For what is said of each class and of the summary, however much is left out."""
_MOST_LINES = 10
_LONGEST = 300
_MOST_OF_SUMMARY = 8_192
_BREAK = "  \n"
_OPEN = ("error", "identity", "access")
_ACCEPTED = "accepted"


def render(run: Run) -> str:
    """Return the comment; its first line is `<!-- mapping-dsl lint -->` or likewise."""
    head = _head(run)
    head += "".join(f"\n- {line}" for line in _sentences(run.summary))
    folded = [(group, [e for e in run.open if e.group == group]) for group in run.groups]
    folded.append((_ACCEPTED, [entry for entry in run.entries if entry.reason]))
    classes = [(name, entries) for name, entries in folded if entries]
    left = _MOST - _size(head) - _ROOM * (len(classes) + 1)
    parts = [head.rstrip("\n") + "\n"]
    for name, entries in classes:
        told, left = _told(entries, run, left)
        parts.append(_folded(name, told, len(entries)))
    return "\n".join(parts)


def _head(run: Run) -> str:
    """Return the mark, what the run comes to as the title, and the tally."""
    tally = f"mapping-dsl {run.command}: {run.tally.strip()}".replace("\n", "; ")
    told = [f"### {escaped(_cut(run.headline))}\n", escaped(tally)]
    mark = f"<!-- mapping-dsl {run.command} -->"
    return "\n".join([mark, *(told if run.headline else [f"### {escaped(tally)}"]), ""])


def _sentences(summary: Sequence[str]) -> Iterator[str]:
    """Yield what each mapping comes to, as far as there is room."""
    left = _MOST_OF_SUMMARY
    for number, line in enumerate(summary):
        text = escaped(_cut(line))
        left -= _size(text)
        if left < 0:
            yield f"{len(summary) - number} more, not shown"
            return
        yield text


def _told(entries: list[Entry], run: Run, left: int) -> tuple[list[str], int]:
    """Return as many entries as there is room for, in order, and the room that is left."""
    told: list[str] = []
    before = None
    for entry in entries:
        helps = (entry.finding.code, entry.finding.help)
        text = _entry(entry, run, helped=helps == before)
        if _size(text) > left:
            return told, 0
        left -= _size(text)
        before = helps
        told.append(text)
    return told, left


def _folded(name: str, told: list[str], number: int) -> str:
    begin = "<details open>" if name in _OPEN else "<details>"
    missing = number - len(told)
    more = f"\n{missing} more, not shown\n" if missing else ""
    return (
        f"{begin}\n<summary><b>{name.upper()}</b>: {number}</summary>\n\n"
        f"{''.join(told)}{more}\n</details>\n"
    )


def _entry(entry: Entry, run: Run, *, helped: bool) -> str:
    """Return an item of the list: what and where, both sides of a change, what to do."""
    finding = entry.finding
    line, column = finding.place.ends[0]
    place = f"{run.paths.in_repository(finding.place.source.path)}:{line}:{column}"
    what = f"**{finding.code}** {escaped(_cut(entry.message))}<br>{code(_cut(place))}"
    parts = [what, *_sides(entry)]
    if entry.reason:
        parts.append(f"accepted: {escaped(_cut(entry.reason))}")
    elif not helped:
        parts += _advice([_cut(line) for line in entry.lines[1:]])
    if entry.accept and len(entry.accept) <= _LONGEST:
        parts.append(f"to accept it: {code(entry.accept)}")
    return _item("\n\n".join(filter(None, parts)))


def _advice(lines: list[str]) -> Iterator[str]:
    """Yield what to do; lines of a table, which have columns, are a block of code."""
    for table, of in groupby(lines, key=lambda line: "  " in line):
        told = list(of)
        yield fenced(told) if table else _BREAK.join(map(escaped, told))


def _sides(entry: Entry) -> Iterator[str]:
    sides = [*_signed("-", entry.old), *_signed("+", entry.new)]
    if sides:
        yield fenced(sides, "diff")


def _signed(sign: str, shown: str) -> Iterator[str]:
    lines = shown.split("\n") if shown else []
    for line in lines[:_MOST_LINES]:
        yield f"{sign} {_cut(line)}"
    if len(lines) > _MOST_LINES:
        yield f"{sign} … {len(lines) - _MOST_LINES} lines more"


def _item(text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([f"- {first}", *(f"  {line}" if line else "" for line in rest)]) + "\n"


def _cut(text: str) -> str:
    """Return a text as long as a person reads, and how much of it is missing."""
    more = len(text) - _LONGEST
    return f"{text[:_LONGEST]}… ({more} characters more)" if more > 0 else text


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))

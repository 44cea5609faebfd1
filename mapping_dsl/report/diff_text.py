"""Changes for a person: one sentence, then each change, then what comes next and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from mapping_dsl.diff.change import Change, Risk
from mapping_dsl.report.excerpt import visible
from mapping_dsl.report.text import Paint, Style, plain, where

_WIDTH = 80
_MOST_NAMED = 4
_STYLES = {
    Risk.IDENTITY: Style.ERROR,
    Risk.ACCESS: Style.ERROR,
    Risk.VALUE: Style.WARNING,
    Risk.INFO: Style.INFO,
    Risk.STYLE: Style.INFO,
}
_SAYS = {
    Risk.IDENTITY: "can make people new users",
    Risk.ACCESS: "of who has access",
    Risk.VALUE: "of what people have in Webex",
}
_OF_GROUPS = {
    Risk.IDENTITY: "can make groups a second time",
    Risk.ACCESS: "of which groups there are",
    Risk.VALUE: "of what groups have in Webex",
}


def sentence(changes: Iterable[Change], *, whole: bool = False) -> str:
    """Say in one sentence what changes do, the worst first; empty where they do nothing.

    With `whole`, a change that is the only one of the worst class is told instead of named.
    """
    told = list(changes)
    parts: list[str] = []
    for risk in _SAYS:
        of = [change for change in told if change.risk is risk]
        if of:
            says = (_OF_GROUPS if all(map(_is_of_groups, of)) else _SAYS)[risk]
            number = f"{len(of)} change{'s' * (len(of) != 1)}" if not parts else str(len(of))
            told_whole = whole and not parts and len(of) == 1
            parts.append(f"{number} {says}: {of[0].message if told_whole else _names(of)}")
    return "; ".join(parts)


def _is_of_groups(change: Change) -> bool:
    return change.block.endswith("groups")


def _names(changes: Sequence[Change]) -> str:
    names = list(dict.fromkeys(f"`{visible(change.target)}`" for change in changes))
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"


def render(
    name: str,
    changes: Sequence[Change],
    accept: dict[str, str] | None = None,
    paint: Paint = plain,
    *,
    also: str = "",
    places: bool = True,
) -> str:
    """Return the changes of one mapping; `accept` are the lines that accept them, by digest.

    `also` is what else there is to say on top; without `places` no file is named.
    """
    says = sentence(changes) or _quiet(changes, also)
    lines = wrapped(f"{visible(name)}: {'; '.join(filter(None, (says, also)))}", "", "  ")
    lines[0] = lines[0].replace(visible(name), paint(visible(name), Style.PLACE), 1)
    told = [change for change in changes if change.risk is not Risk.STYLE]
    for _, of in groupby(told, key=lambda change: (change.risk.rank, change.code, change.then)):
        lines += ["", *_group(list(of), accept or {}, paint, places=places)]
    return "\n".join(lines) + "\n"


def _quiet(changes: Sequence[Change], also: str) -> str:
    same = "unchanged" if not also else "nothing that a mapping says"
    return next((change.message for change in changes), same)


def _group(
    changes: list[Change], accept: dict[str, str], paint: Paint, *, places: bool
) -> Iterator[str]:
    """Yield the changes of one rule, and once what comes next and in which order to go on."""
    for change in changes:
        yield from _change(change, accept.get(change.digest), paint, places=places)
    first = changes[0]
    if first.then:
        yield from wrapped(f"next: {first.then}", "  ", "        ")
    for number, step in enumerate(first.steps, start=1):
        yield from wrapped(f"{number}. {step}", "    ", "       ")


def _change(change: Change, accept: str | None, paint: Paint, *, places: bool) -> Iterator[str]:
    kind = paint(f"{change.risk.upper()}[{change.code}]", _STYLES[change.risk])
    block = f"{visible(change.block)}: " if change.block else ""
    first, *rest = wrapped(
        f"{change.risk.upper()}[{change.code}] {block}{change.message}", "", "  "
    )
    yield first.replace(f"{change.risk.upper()}[{change.code}]", kind, 1)
    yield from rest
    if change.risk is Risk.INFO:
        return
    if places:
        yield paint(f"  {where(change.place)}", Style.PLACE)
    yield from _side("-", change.old.shown, Style.OLD, paint)
    yield from _side("+", change.new.shown, Style.NEW, paint)
    if accept:
        yield f"  accept: {visible(accept)}"


def _side(sign: str, shown: str, style: Style, paint: Paint) -> Iterator[str]:
    for line in shown.split("\n") if shown else ():
        table = "  " in line
        broken = (
            [f"  {sign} {visible(line)}"] if table else wrapped(line, f"  {sign} ", f"  {sign}   ")
        )
        yield from (paint(part, style) for part in broken)


def wrapped(text: str, first: str, further: str) -> list[str]:
    """Break a text at blanks, so that it fits a terminal; a long word stays whole."""
    return wrap(
        visible(text),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first]


def tally(changes: Iterable[Change], mappings: int, unchanged: int, accepted: int) -> str:
    """Return the line that every run ends with."""
    told = list(changes)
    counts = [(risk, sum(change.risk is risk for change in told)) for risk in _SAYS]
    parts = [f"{number} {risk}" for risk, number in counts if number]
    number = sum(number for _, number in counts)
    what = f"{number} change{'s' * (number != 1)} ({', '.join(parts)})" if parts else "no changes"
    where = f" in {mappings} mapping{'s' * (mappings != 1)}"
    same = f", {unchanged} unchanged" if unchanged else ""
    return f"{what}{where}{same}, {accepted} accepted\n"

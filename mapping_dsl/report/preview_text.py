"""Previews for a person at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.evaluate.result import Unknown, Value, together
from mapping_dsl.evaluate.trace import Trace
from mapping_dsl.preview.checked import violations
from mapping_dsl.preview.outcome import Outcome, Why, lacking
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Verb
from mapping_dsl.report import preview_words as words
from mapping_dsl.report.columns import fold, widest, widths
from mapping_dsl.report.revealed import revealed
from mapping_dsl.report.terminal import draw
from mapping_dsl.report.trace_text import trace_tree

_STYLE = {
    Why.DEFAULT: "cyan",
    Why.ABSENT: "dim",
    Why.SKIPPED: "dim",
    Why.ERROR: "bold red",
    Why.UNKNOWN: "yellow",
}
_NO_VALUE = {Why.ERROR: "error", Why.UNKNOWN: "?"}
_GO = (Verb.POST, Verb.PATCH)
_HEADS = ("target", "value", "from", "why")
_INDENT = (0, 0, 0, 2)
_BELOW = (1, 0, 0, 2)
_BOX = box.Box("    \n    \n ── \n    \n    \n    \n    \n    \n")


def render(
    previews: Sequence[Preview],
    *,
    width: int = 80,
    colour: bool = False,
    explained: Callable[[Outcome], bool] | None = None,
) -> str:
    """Return previews as text of at most `width` columns.

    The evaluation of the targets that `explained` picks is shown step by step. What was assumed
    of the records is told once, at the end.
    """
    parts: list[RenderableType] = []
    several = len({preview.rule for preview in previews}) > 1
    for preview in previews:
        title = words.title(preview, several=several)
        parts += ["", *_preview(title, preview, width, explained)]
    for assumption in dict.fromkeys(told for one in previews for told in words.assumptions(one)):
        parts += ["", Text(assumption)]
    return draw(*parts[1:], width=width, colour=colour)


def _preview(
    title: str, preview: Preview, width: int, explained: Callable[[Outcome], bool] | None
) -> Iterator[RenderableType]:
    notes = _numbered(preview.outcomes)
    yield Text(title, "bold")
    yield Padding(_facts(preview), _INDENT)
    yield _targets(preview, notes, width)
    told = [(f"({number})", note) for note, number in notes.items()]
    told += (("!", words.violation(found)) for found in violations(preview))
    told += (("·", note) for note in preview.notes)
    if told:
        yield Padding(_notes(told), _BELOW)
    for outcome in filter(explained, preview.outcomes) if explained else ():
        if outcome.trace is not None:
            yield _explanation(outcome, outcome.trace, width - 2)


def _numbered(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """Return the stories to tell, each once and with a number."""
    stories = dict.fromkeys(_story(o, outcomes) for o in outcomes if o.story)
    return {story: number for number, story in enumerate(stories, 1)}


def _story(outcome: Outcome, outcomes: Sequence[Outcome]) -> str:
    """Return an outcome's story; of all that the record lacks there is but one."""
    if not isinstance(outcome.result, Unknown):
        return outcome.story
    return lacking(together(o.result for o in outcomes if isinstance(o.result, Unknown)))


def _facts(preview: Preview) -> Table:
    table = Table.grid(Column(style="dim", no_wrap=True), Column(overflow="fold"), padding=(0, 2))
    matched = "\n".join(words.matching(preview)) or words.unmatched(preview)
    table.add_row(Text("in scope"), Text(words.scope(preview)))
    table.add_row(Text("matched by"), Text(matched))
    table.add_row(Text("request"), _request(preview))
    return table


def _request(preview: Preview) -> Text:
    """Return what is sent, on one line unless there are reasons to give."""
    steps = list(words.requests(preview.request, preview.kind))
    text, plain = Text(), not any(step.because for step, _ in steps)
    for step, when in steps:
        text.append((", " if plain else "\n") if text else "")
        text.append(step.verb, "green" if step.verb in _GO else "yellow").append(when)
        text.append(f": {revealed(step.because)}" if step.because else "")
    return text


def _targets(preview: Preview, notes: dict[str, int], width: int) -> Padding:
    rows = [_row(outcome, preview, notes) for outcome in preview.outcomes]
    wanted = [max(map(widest, column)) for column in zip(_HEADS, *rows, strict=True)]
    gaps = 2 * len(wanted) - 1  # one blank that pads a column, and one between two of them
    shares = [*widths(wanted[:-1], width - _INDENT[3] - gaps - wanted[-1]), wanted[-1]]
    columns = [
        Column(name, width=share, overflow="fold")
        for name, share in zip(_HEADS, shares, strict=True)
    ]
    table = Table(
        *columns,
        box=_BOX,
        show_edge=False,
        padding=(0, 1, 0, 0),
        header_style="dim",
        border_style="dim",
    )
    for outcome, row in zip(preview.outcomes, rows, strict=True):
        style = _STYLE.get(outcome.why, "")
        styles = "", style, "", style
        table.add_row(*map(Text, map(fold, row, shares), styles))
    return Padding(table, _BELOW)


def _row(outcome: Outcome, preview: Preview, notes: dict[str, int]) -> tuple[str, ...]:
    target = revealed(shorten(outcome.mapping.target.path))
    number = notes[_story(outcome, preview.outcomes)] if outcome.story else 0
    why = f"{outcome.why} ({number})" if number else str(outcome.why)
    return target, _value(outcome, preview), words.origin(outcome.mapping), why


def _value(outcome: Outcome, preview: Preview) -> str:
    """Return what is sent: on create, unless it is known that Webex has the object."""
    sent = outcome.on_update if preview.request.exists else outcome.on_create
    if isinstance(sent, Value):
        return words.plainly(sent.value)
    return _NO_VALUE.get(outcome.why, "—")


def _notes(notes: list[tuple[str, str]]) -> Table:
    table = Table.grid(Column(style="dim", no_wrap=True), Column(overflow="fold"), padding=(0, 1))
    for mark, note in notes:
        table.add_row(Text(mark), Text(revealed(note)))
    return table


def _explanation(outcome: Outcome, steps: Trace, width: int) -> RenderableType:
    target = Text(revealed(shorten(outcome.mapping.target.path)), "bold")
    return Padding(Group(target, trace_tree(steps, width)), _BELOW)

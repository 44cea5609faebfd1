"""Simulations for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from mapping_dsl.lifecycle.steps import Effect, OfGroup, Step, Told
from mapping_dsl.report import simulate_words as words
from mapping_dsl.report.columns import fold
from mapping_dsl.report.preview_words import violation
from mapping_dsl.report.revealed import revealed
from mapping_dsl.report.terminal import draw

_LABELS = 11
_INDENT = 2
_GAP = 2

Lines = Iterable[tuple[str, str, str]]


def render(steps: Sequence[Step], *, width: int = 80, colour: bool = False) -> str:
    """Return the steps as text of at most `width` columns, and a line on the whole table."""
    parts: list[RenderableType] = []
    for step in steps:
        parts += [*_step(step, width), ""]
    return draw(*parts, Text(words.verdict(steps)), width=width, colour=colour)


def _step(step: Step, width: int) -> Iterator[RenderableType]:
    title = f"{step.entry.place.entry}. {revealed(words.event(step.entry.event))}"
    yield Text.assemble((title, "bold"), (f"  day {step.day}", "dim"))
    if step.told:
        yield _grid(_rows(step.told), width)
    for effect in step.effects:
        yield _grid(_effect(effect), width)
    for group in step.groups:
        yield _grid(_group(group), width)
    if not (step.told or step.effects or step.groups):
        yield _grid([("", "nothing changes for anybody", "dim")], width)


def _grid(lines: Lines, width: int) -> Padding:
    room = max(20, width - _INDENT - _LABELS - _GAP)
    table = Table.grid(
        Column(style="dim", width=_LABELS, no_wrap=True),
        Column(width=room, overflow="fold"),
        padding=(0, _GAP, 0, 0),
    )
    for label, text, style in lines:
        table.add_row(Text(label), Text(fold(revealed(text), room), style))
    return Padding(table, (0, 0, 0, _INDENT))


def _effect(effect: Effect) -> Lines:
    yield _label(effect.user), words.in_entra(effect.entra), ""
    yield from _sent(effect)
    yield "Webex", words.in_webex(effect), ""
    if effect.webex and effect.shown:
        yield "Webex id", effect.webex.id, ""
        yield "tokens", str(effect.webex.tokens), ""
        yield "Control Hub", effect.shown.control_hub, ""
        yield "app", effect.shown.app, ""
    yield from _rows(effect.told)
    for id_ in effect.second:
        yield "a second", f"besides the one above, {id_} in Webex is theirs", "bold red"
        yield "next", words.PART, ""
    for found in effect.violations:
        yield "BAD VALUE", violation(found), "bold red"
    if effect.violations:
        yield "next", words.CORRECT, ""
    for note in effect.notes:
        yield "note", note, ""


def _label(name: str) -> str:
    name = revealed(name)
    return name if cell_len(name) <= _LABELS else f"{set_cell_size(name, _LABELS - 1).rstrip()}…"


def _sent(effect: Effect | OfGroup) -> Lines:
    for number, line in enumerate(words.sent(effect.requests)):
        yield "sent" if number == 0 else "", line, "" if line.startswith((" ", "GET")) else "green"
    if effect.reason:
        written = any(request.method != "GET" for request in effect.requests)
        yield "but" if written else "not sent", str(effect.reason), "yellow"


def _rows(told: Iterable[Told]) -> Lines:
    for one in told:
        if one.is_open:
            yield "not known", words.row(one), "yellow"
        elif one.holds:
            yield "as stated", words.row(one), ""
        else:
            yield one.fact.alarm or "NOT SO", words.row(one), "bold red"
        if one.fact.advice:
            yield "next", one.fact.advice, ""


def _group(group: OfGroup) -> Lines:
    yield "group", group.group, ""
    yield from _sent(group)
    yield "Webex", words.group_in_webex(group), ""
    yield from _rows(group.told)

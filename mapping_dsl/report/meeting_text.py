"""How records meet what Webex has, for a person at a terminal."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from rich import box
from rich.table import Column, Table
from rich.text import Text

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.preview.scim import Json
from mapping_dsl.report.columns import fold, widest, widths
from mapping_dsl.report.meeting_words import next_step
from mapping_dsl.report.revealed import revealed
from mapping_dsl.report.terminal import draw
from mapping_dsl.requests.meeting import Meeting, Meetings, Meets

_HEADS = ("record", "meets", "in Webex", "by")
_STYLE = {
    Meets.MATCHED: "green",
    Meets.CREATED: "cyan",
    Meets.SEVERAL: "bold red",
    Meets.TAKEN: "bold red",
    Meets.LEFT: "dim",
    Meets.UNKNOWN: "yellow",
}
_BOX = box.Box("    \n    \n ── \n    \n    \n    \n    \n    \n")


def render(found: Meetings, *, width: int = 80, colour: bool = False) -> str:
    """Return a table of at most `width` columns, what there is to say of its rows, and counts."""
    told = [f"{_name(m)}: {each}" for m in found.meetings for each in _told(m)]
    told += [*_unlooked(found), *_next(found)]
    return draw(
        _table(found, width),
        *([Text(""), *map(Text, told)] if told else []),
        Text(""),
        Text(_counts(found)),
        width=width,
        colour=colour,
    )


def _table(found: Meetings, width: int) -> Table:
    rows = [_row(meeting) for meeting in found.meetings]
    wanted = [max(map(widest, column)) for column in zip(_HEADS, *rows, strict=True)]
    shares = widths(wanted, width - 2 * len(wanted) + 1)
    table = Table(
        *(Column(h, width=w, overflow="fold") for h, w in zip(_HEADS, shares, strict=True)),
        box=_BOX,
        show_edge=False,
        padding=(0, 1, 0, 0),
        header_style="dim",
        border_style="dim",
    )
    for meeting, row in zip(found.meetings, rows, strict=True):
        styles = "", _STYLE[meeting.meets], "", ""
        table.add_row(*map(Text, map(fold, row, shares), styles))
    return table


def _row(meeting: Meeting) -> tuple[str, ...]:
    users = "\n".join(map(_user, meeting.found)) or "—"
    return _name(meeting), meeting.meets, users, revealed(shorten(meeting.by)) or "—"


def _name(meeting: Meeting) -> str:
    return revealed(meeting.preview.record.name)


def _user(user: Json) -> str:
    return revealed(str(user.get("userName") or user.get("displayName") or user["id"]))


def _told(meeting: Meeting) -> Iterator[str]:
    if meeting.why:
        yield revealed(meeting.why)
    noun = meeting.preview.kind.removesuffix("s")
    for near in meeting.near:
        yield revealed(f"near: {near.by} `{near.value}` is of the Webex {noun} {near.user}")


def _unlooked(found: Meetings) -> Iterator[str]:
    """Yield what near users were not looked for by, with how many records do not have it."""
    names = Counter(name for meeting in found.meetings for name in meeting.unlooked)
    for name, count in names.items():
        records = "record" if count == 1 else "records"
        yield f"near by {name}: not looked for, it is not in {count} {records}"


def _next(found: Meetings) -> Iterator[str]:
    """Yield what to do next, each once, with whom it is about."""
    steps: dict[str, list[str]] = defaultdict(list)
    for meeting in found.meetings:
        if step := next_step(meeting):
            steps[step].append(_name(meeting))
    for step, names in steps.items():
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        yield f"next, {names[0]}{more}: {step}"


def _counts(found: Meetings) -> str:
    told = [f"{meets} {count}" for meets, count in found.counted.items()]
    return f"{', '.join(told)}; met by nobody in Webex {len(found.alone)}"

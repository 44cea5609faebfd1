"""Drawing with `rich` into a text, for a terminal that somebody else knows."""

from __future__ import annotations

from io import StringIO

from rich.console import Console, RenderableType


def draw(*parts: RenderableType, width: int, colour: bool) -> str:
    """Return what the parts look like, without blanks at the ends of lines."""
    file = StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    for part in parts:
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())

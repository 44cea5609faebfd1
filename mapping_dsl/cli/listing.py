"""Printing a list of a catalogue, as columns or as JSON."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from mapping_dsl.cli.terminal import say
from mapping_dsl.report.json_text import dump
from mapping_dsl.report.table import table


def list_rows(output_format: str, data: Sequence[object], rows: Sequence[Sequence[str]]) -> None:
    """Write `data` as JSON, or `rows` as text that fits the terminal."""
    if output_format == "json":
        say(dump(data))
    else:
        say(table(rows, shutil.get_terminal_size((80, 24)).columns))

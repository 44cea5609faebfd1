"""The options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from mapping_dsl.errors import ToolError

F = TypeVar("F", bound=Callable[..., Any])


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from datetime import date

    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ToolError(f"--today {value}: write it as `2030-12-31`") from None


def reading(command: F) -> F:
    """Add what every command that reads a mapping takes."""
    for option in (
        click.option("--today", metavar="DATE", callback=_day, help="The day for `until` dates."),
        click.option("--config", metavar="FILE", help="The configuration to use."),
        click.option(
            "--param", multiple=True, metavar="NAME=VALUE", help="The value of a `param`."
        ),
        click.option("--env", metavar="NAME", help="An environment of the configuration."),
    ):
        command = option(command)
    return command


def output_format(*formats: str) -> Callable[[F], F]:
    """Add `--output-format` with a command's formats, the first by default."""
    return click.option(
        "--output-format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How the results are printed.",
    )

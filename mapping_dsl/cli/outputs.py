"""What a run is written as: several formats at once, to standard output and to files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import click

from mapping_dsl.cli.options import F
from mapping_dsl.cli.terminal import paint, say
from mapping_dsl.errors import ToolError
from mapping_dsl.report.entry import Run
from mapping_dsl.report.formats import FORMATS
from mapping_dsl.report.paths import Paths
from mapping_dsl.report.text import Paint, plain
from mapping_dsl.resolve.bases import SUFFIX

_TEXT = "text"
NAMES = (_TEXT, "json", "json-lines", *FORMATS)
"""The formats, in the order of the help."""

Own = Mapping[str, Callable[[Paint], str]]
"""What a command writes itself: `text`, `json` and `json-lines`."""


class Output(NamedTuple):
    """A format, and the file that takes it; without one it goes to standard output."""

    format: str
    file: str = ""


class _Format(click.ParamType):  # type: ignore[type-arg]  # older ones take none
    """`FORMAT` or `FORMAT=FILE`."""

    name = "format"

    def convert(
        self, value: str | Output, param: click.Parameter | None, ctx: click.Context | None
    ) -> Output:
        if isinstance(value, Output):
            return value
        name, sign, file = value.partition("=")
        if name not in NAMES:
            self.fail(f"{name!r} is not one of {', '.join(NAMES)}", param, ctx)
        if sign and not file:
            self.fail(f"{value!r}: name the file after the sign", param, ctx)
        return Output(name, file)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        del ctx, param
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in NAMES if name.startswith(incomplete)]


def output_formats(command: F) -> F:
    """Add `--output-format`, which may be given several times."""
    return click.option(
        "--output-format",
        "outputs",
        type=_Format(),
        multiple=True,
        default=(_TEXT,),
        metavar="FORMAT[=FILE]",
        callback=_checked,
        help="How the results are written, one to standard output and any to files: "
        f"{', '.join(NAMES)}.",
    )(command)


def _checked(
    context: click.Context, parameter: click.Parameter, outputs: tuple[Output, ...]
) -> tuple[Output, ...]:
    """Refuse outputs that would be mixed up."""
    files = [output.file for output in outputs]
    twice = next((file for file in files if files.count(file) > 1), None)
    if twice is not None:
        what = f"the file {twice}" if twice else "standard output; give the others a file"
        raise click.BadParameter(f"only one format goes to {what}", context, parameter)
    return outputs


def keep(inputs: Iterable[str], outputs: Iterable[Output]) -> None:
    """Refuse to write over what is read."""
    from mapping_dsl.files import is_same

    read = list(inputs)
    for output in outputs:
        lost = output.file.endswith(SUFFIX) or any(is_same(output.file, path) for path in read)
        if output.file and lost:
            raise ToolError(f"{output.file}: is read, and must not be written over")


def current() -> Paths:
    """Return how files are called in the repository that the working folder is in."""
    from mapping_dsl.files import repository

    return Paths(repository(), os.path.realpath(".").replace(os.sep, "/"))


def write(outputs: Iterable[Output], run: Run, own: Own) -> None:
    """Write a run in each format: files whole or not at all, then standard output.

    The tally is part of the text; without a text on standard output it goes to standard error.
    """
    told = False
    for name, file in sorted(outputs, key=lambda output: not output.file):
        if file:
            from mapping_dsl.files import put

            put(file, _written(name, run, own, plain).encode("utf-8", "backslashreplace"))
        else:
            say(_written(name, run, own, paint()))
            told = name == _TEXT
    if not told:
        say(run.tally, err=True)


def _written(name: str, run: Run, own: Own, paint: Paint) -> str:
    if name in own:
        return own[name](paint)
    from importlib import import_module

    text: str = import_module(FORMATS[name]).render(run)
    return text

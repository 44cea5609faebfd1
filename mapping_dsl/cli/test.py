"""`mapping-dsl test`."""

from __future__ import annotations

import shutil

import click

from mapping_dsl.api.project import Project, project
from mapping_dsl.api.test import Results, propose, run_tests
from mapping_dsl.cli.options import reading
from mapping_dsl.cli.outputs import Output, Own, current, keep, output_formats, write
from mapping_dsl.cli.terminal import coloured, say, say_findings
from mapping_dsl.errors import ToolError
from mapping_dsl.files import is_same, put
from mapping_dsl.report import test_text
from mapping_dsl.report.entry import SEVERITIES, Run, of_findings
from mapping_dsl.report.text import Paint, render

_TEXT = "text"


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--explain", is_flag=True, help="Show each step to what is not as expected.")
@click.option("--coverage", is_flag=True, help="Tell which branches no test comes to.")
@click.option(
    "--min",
    "least",
    type=click.IntRange(0, 100),
    metavar="N",
    help="With --coverage: exit with 1 if less than N percent are covered.",
)
@click.option("--generate", is_flag=True, help="Propose tests of records at the edges instead.")
@click.option("-o", "--output", metavar="FILE", help="With --generate: write them there.")
@output_formats
@reading
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    explain: bool,
    coverage: bool,
    least: int | None,
    generate: bool,
    output: str | None,
    outputs: tuple[Output, ...],
    env: str | None,
    param: tuple[str, ...],
    config: str | None,
    today: str | None,
) -> None:
    """Run the `test` blocks of mappings: files and folders, by default this one.

    A test that nobody can decide, as it hangs on what is not known, does not pass: exit code 3, and
    so where there is no test at all. With --generate tests are printed that the mapping does not
    have, with what comes of them today: read them before you keep them.
    """
    _check(paths, explain, coverage, least, generate, output, outputs)
    paths = paths or (".",)
    keep(paths, outputs)
    found = project(config, env, param, paths[0])
    if generate:
        context.exit(_generate(paths[0], found, output))
    done = run_tests(paths, found, today, coverage=coverage)
    for path in done.unread:
        click.echo(f"not tested: {path} cannot be read whole", err=True)
    run = _run(done)
    write(outputs, run, _own(done, run.tally, explain=explain))
    context.exit(_code(done, least))


def _check(
    paths: tuple[str, ...],
    explain: bool,
    coverage: bool,
    least: int | None,
    generate: bool,
    output: str | None,
    outputs: tuple[Output, ...],
) -> None:
    """Refuse options that do not go together."""
    if least is not None and not coverage:
        raise ToolError(f"--min {least}: goes with `--coverage`")
    if output and not generate:
        raise ToolError(f"-o {output}: goes with `--generate`")
    if generate and (coverage or explain or _formats(outputs) != [_TEXT]):
        raise ToolError("--generate: prints tests of a mapping, and runs none")
    if generate and len(paths) != 1:
        raise ToolError("--generate: name one mapping")
    if generate and output and is_same(output, paths[0]):
        raise ToolError(f"{output}: is the mapping itself, which would be lost")
    if explain and _TEXT not in _formats(outputs):
        raise ToolError(f"--explain: not in the format {', '.join(_formats(outputs))}")


def _formats(outputs: tuple[Output, ...]) -> list[str]:
    return [output.format for output in outputs]


def _generate(path: str, found: Project, output: str | None) -> int:
    done = propose(path, found)
    say_findings(done.findings, err=True)
    if done.text and output:
        put(output, done.text.encode())
    elif done.text:
        say(done.text)
    if done.count:
        told = f"{done.count} test{'s' * (done.count != 1)}: read them"
        click.echo(f"{told}, they say what is so today, not what is right", err=True)
    else:
        why = "no tests to propose" if done.whole else f"{path} cannot be read whole"
        click.echo(why, err=True)
    return 1 if done.findings else 0


def _run(done: Results) -> Run:
    counts = [done.count(passed) for passed in (True, False, None)]
    told = ""
    if done.ran or not done.unread:
        told = test_text.summary(*counts, files=done.files)
    if done.coverage:
        told += test_text.covered(done.coverage)
    return Run(
        "test",
        of_findings(done.told),
        SEVERITIES,
        told,
        current(),
        complete=not (done.unread or done.count(None)),
    )


def _own(done: Results, told: str, *, explain: bool) -> Own:
    """Return what only `test` has: the steps, and the documents of its schema."""

    def text(paint: Paint) -> str:
        return render(done.told, paint) + (_steps(done) if explain else "") + told

    def whole(_: Paint) -> str:
        from mapping_dsl.report.test_json import document

        return document(done.ran, done.told, done.coverage)

    def lines(_: Paint) -> str:
        from mapping_dsl.report.findings_json import as_data
        from mapping_dsl.report.json_text import dump_lines

        return dump_lines(map(as_data, done.told))

    def cases(_: Paint) -> str:
        from mapping_dsl.report.test_junit import render as junit

        return junit(done.ran, done.others, current())

    return {"text": text, "json": whole, "json-lines": lines, "junit": cases}


def _steps(done: Results) -> str:
    width = shutil.get_terminal_size((80, 24)).columns
    each = (test_text.steps(ran, width=width, colour=coloured()) for ran in done.ran)
    return "".join(step for steps in each for step in steps)


def _code(done: Results, least: int | None) -> int:
    if done.count(None) or not (done.ran or done.unread):
        return 3
    low = least is not None and done.coverage is not None and done.coverage.percent < least
    return 1 if done.count(False) or done.findings or low else 0

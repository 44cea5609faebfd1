"""`mapping-dsl test`."""

from __future__ import annotations

import shutil

import click

from mapping_dsl.api.project import Project, project
from mapping_dsl.api.test import Results, propose, run_tests
from mapping_dsl.cli.options import output_format, reading
from mapping_dsl.cli.terminal import coloured, say, say_findings
from mapping_dsl.errors import ToolError
from mapping_dsl.files import is_same, put
from mapping_dsl.report import test_text


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
@output_format("text", "concise", "json")
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
    output_format: str,
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
    _check(paths, explain, coverage, least, generate, output, output_format)
    paths = paths or (".",)
    found = project(config, env, param, paths[0])
    if generate:
        context.exit(_generate(paths[0], found, output))
    done = run_tests(paths, found, today, coverage=coverage)
    _print(done, output_format, explain=explain)
    context.exit(_code(done, least))


def _check(
    paths: tuple[str, ...],
    explain: bool,
    coverage: bool,
    least: int | None,
    generate: bool,
    output: str | None,
    output_format: str,
) -> None:
    """Refuse options that do not go together."""
    if least is not None and not coverage:
        raise ToolError(f"--min {least}: goes with `--coverage`")
    if output and not generate:
        raise ToolError(f"-o {output}: goes with `--generate`")
    if generate and (coverage or explain or output_format != "text"):
        raise ToolError("--generate: prints tests of a mapping, and runs none")
    if generate and len(paths) != 1:
        raise ToolError("--generate: name one mapping")
    if generate and output and is_same(output, paths[0]):
        raise ToolError(f"{output}: is the mapping itself, which would be lost")
    if explain and output_format != "text":
        raise ToolError(f"--explain: not in the format {output_format}")


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


def _print(done: Results, output_format: str, *, explain: bool) -> None:
    if output_format == "json":
        from mapping_dsl.report.test_json import document

        say(document(done.ran, done.told, done.coverage))
        return
    if output_format == "concise":
        from mapping_dsl.report.text import concise

        say(concise(done.told))
    else:
        say_findings(done.told)
    if explain:
        width = shutil.get_terminal_size((80, 24)).columns
        for ran in done.ran:
            say("".join(test_text.steps(ran, width=width, colour=coloured())))
    for path in done.unread:
        click.echo(f"not tested: {path} cannot be read whole", err=True)
    if done.ran or not done.unread:
        counts = [done.count(passed) for passed in (True, False, None)]
        say(test_text.summary(*counts, files=done.files))
    if done.coverage:
        say(test_text.covered(done.coverage))


def _code(done: Results, least: int | None) -> int:
    if done.count(None) or not (done.ran or done.unread):
        return 3
    low = least is not None and done.coverage is not None and done.coverage.percent < least
    return 1 if done.count(False) or done.findings or low else 0

"""`mapping-dsl lint`."""

from __future__ import annotations

import sys

import click

from mapping_dsl.api.lint import Report, chosen, lint
from mapping_dsl.api.project import project
from mapping_dsl.cli.options import reading
from mapping_dsl.cli.outputs import Output, Own, current, keep, output_formats, write
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Severity
from mapping_dsl.lint.select import reaches
from mapping_dsl.report.entry import SEVERITIES, Run, of_findings
from mapping_dsl.report.tally import tally
from mapping_dsl.report.text import Paint, render


@click.command("lint")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--select", multiple=True, metavar="RULE", help="Tell only these (MAP2, a slug).")
@click.option("--ignore", multiple=True, metavar="RULE", help="Do not tell these.")
@click.option("--fix", is_flag=True, help="Apply the fixes that keep the meaning.")
@click.option("--unsafe", is_flag=True, help="With --fix: also those that may change it.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default="warning",
    show_default=True,
    help="Exit with 1 from this level on.",
)
@click.option("--baseline", metavar="FILE", help="Only what is not in this file fails.")
@click.option("--write-baseline", is_flag=True, help="Put into the baseline what fails now.")
@click.option("--prune-baseline", is_flag=True, help="Remove entries that match nothing.")
@output_formats
@reading
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    unsafe: bool,
    fail_on: str,
    baseline: str | None,
    write_baseline: bool,
    prune_baseline: bool,
    outputs: tuple[Output, ...],
    env: str | None,
    param: tuple[str, ...],
    config: str | None,
    today: str | None,
) -> None:
    """Check mappings: files, presets (`preset:webex/default`) and folders, by default this one."""
    if (write_baseline or prune_baseline) and baseline is None:
        raise ToolError("name the file with `--baseline FILE`")
    paths = paths or (".",)
    found = project(config, env, param, paths[0])
    keep(paths, outputs)
    selection = chosen(select, ignore)
    if fix:
        from mapping_dsl.api.fix import fix as apply_fixes

        for line in apply_fixes(paths, found, selection, today, unsafe=unsafe):
            click.echo(line, err=True)
    report = lint(paths, found, selection, today)
    if baseline is not None:
        from mapping_dsl.api.baseline import Judge

        judge = Judge(baseline, report, found, selection)
        if write_baseline or prune_baseline:
            change = judge.change(Severity(fail_on) if write_baseline else None)
            click.echo(change, err=True)
        report = judge.told()
    report = report.in_files()
    run = _run(report)
    write(outputs, run, _own(report, run.tally))
    if report.crashes:
        if context.find_root().params.get("debug"):
            import traceback

            for crash in report.crashes:
                traceback.print_exception(crash, file=sys.stderr)
        context.exit(3)
    context.exit(1 if reaches(report.new, Severity(fail_on)) else 0)


def _run(report: Report) -> Run:
    kept = {"allowed": report.allowed, "expired": report.expired}
    kept |= {} if report.known is None else {"in the baseline": report.known}
    return Run(
        "lint",
        of_findings(report.findings),
        SEVERITIES,
        tally(report.findings, kept, report.files),
        current(),
        complete=not report.crashes,
    )


def _own(report: Report, told: str) -> Own:
    """Return what only `lint` has: findings with their lines, and the documents of its schema."""

    def text(paint: Paint) -> str:
        return render(report.findings, paint) + told

    def whole(_: Paint) -> str:
        from mapping_dsl.report.findings_json import document

        return document(report.findings, report.allowed, report.expired, report.known)

    def lines(_: Paint) -> str:
        from mapping_dsl.report.findings_json import as_data
        from mapping_dsl.report.json_text import dump_lines

        return dump_lines(map(as_data, report.findings))

    return {"text": text, "json": whole, "json-lines": lines}

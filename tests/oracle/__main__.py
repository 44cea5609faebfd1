"""Print the table of the oracle: `python -m tests.oracle [FUNCTION…] [--seed N] [--cases N]`."""

from __future__ import annotations

import argparse
import json
import sys

from .compare import CASES, COMPARED, SEED, Report, compare
from .dotnet import DotNet
from .runtime import lacking


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("functions", nargs="*", default=[], choices=[[], *COMPARED])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if why := lacking():
        sys.exit(why)
    dotnet = DotNet()
    reports = {
        name: compare(dotnet, name, given.seed, given.cases) for name in given.functions or COMPARED
    }
    if given.json:
        print(json.dumps({name: report._asdict() for name, report in reports.items()}))
    else:
        _show(reports)
    return any(report.unexplained or report.unused for report in reports.values())


def _show(reports: dict[str, Report]) -> None:
    print(f"{'function':18} {'cases':>6} {'equal':>6} {'errors':>6} {'kept':>5}  what .NET does")
    for name, report in reports.items():
        kept = sum(report.kept.values())
        numbers = f"{report.cases:6} {report.values:6} {report.errors:6} {kept:5}"
        print(f"{name:18} {numbers}  {COMPARED[name][1]}")
        for reason, count in report.kept.items():
            print(f"{'':18} {count:26}  kept: {reason}")
        for line in [*report.unused, *report.unexplained][:20]:
            print(f"{'':18} ! {line}")


if __name__ == "__main__":
    sys.exit(main())

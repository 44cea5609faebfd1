"""How long a cold `lint` takes, as a multiple of `python -c pass` in the same run.

Run by `make bench`. Each round starts every command once, in turn, so that a slow moment of the
machine falls on all of them; the ratio of the medians is what counts.
"""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from mapping_dsl.catalog.load import target_catalog

ROUNDS = 21
SIMPLE = ("jobTitle", "department", "city", "state", "companyName")
EXPRESSIONS = (
    "ToLower([mail]) ?? [userPrincipalName]",
    'if [country] = "US" and [state] <> "" then [state] else "n/a"',
    'Replace([mobile], , "[()\\\\s-]+", , "", , )',
    '[givenName] & " " & [surname]',
    'Switch([preferredLanguage], "en_US", "fr-FR", "fr_FR")',
    '"employee"',
    'Join("@", [mailNickname], "contoso.com")',
    "IgnoreFlowIfNullOrEmpty([department])",
)
IDENTITY = (
    "userPrincipalName -> userName match 1",
    "objectId -> externalId",
    'Switch([IsSoftDeleted], , "False", "True", "True", "False") -> active',
)
TARGETS = [
    attribute.name
    for attribute in target_catalog("users").attributes
    if attribute.type == "String"
    and attribute.mutability == "ReadWrite"
    and attribute.status == "usable"
    and attribute.name not in ("userName", "externalId", "active", "title", "displayName")
]
MISTAKES = (
    "nosuch -> title",
    "Foo([mail]) -> displayName",
    "mail -> nikName",
    "department -> id",
    '[country] == "US" -> webex:extensionAttribute1',
    "employeeId -> userName",
    "mailNickname -> externalId match 2",
    "$nothing -> profileUrl",
)


def block(rows: int, *more: str) -> str:
    """Return a block of some rows, half of them expressions."""
    sources = [SIMPLE[n % 5] if n % 2 else EXPRESSIONS[n // 2 % 8] for n in range(rows)]
    mapped = [f"{source} -> {target}" for source, target in zip(sources, TARGETS, strict=False)]
    return "\n  ".join(["users {", *mapped, *more]) + "\n}\n"


SIXTY = 'mapping "bench"\n' + block(60 - len(MISTAKES), *MISTAKES)
THOUSAND = 'mapping "bench"\n' + "".join(
    f'rule "{n}" {{\n{block(40 - len(IDENTITY), *IDENTITY)}}}\n' for n in range(25)
)


def seconds(*command: str) -> float:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = perf_counter()
    subprocess.run([sys.executable, *command], capture_output=True, check=False, env=environment)
    return perf_counter() - start


@pytest.mark.bench
@pytest.mark.parametrize(
    ("text", "most"),
    [(SIXTY, 8.0), (THOUSAND, 16.0)],
    ids=["60 mappings with ten findings", "1,000 mappings"],
)
def test_cold_lint(text: str, most: float, tmp_path: Path) -> None:
    path = tmp_path / "bench.mapping"
    path.write_text(text, "utf-8")
    commands = {
        "python -c pass": ("-c", "pass"),
        "import click": ("-c", "import click"),
        "mapping-dsl lint": ("-m", "mapping_dsl", "lint", str(path)),
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for name, command in commands.items():
        seconds(*command)  # bytecode is compiled once, by the installation or the first run
        taken[name].clear()
    for _ in range(ROUNDS):
        for name, command in commands.items():
            taken[name].append(seconds(*command))
    base = median(taken["python -c pass"])
    for name, times in taken.items():
        print(f"\n{name}: {1000 * median(times):.1f} ms, {median(times) / base:.2f}x", end="")
    assert median(taken["mapping-dsl lint"]) / base <= most

"""What Microsoft documents of the functions, where the reference lies beside the repository."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from environments import NOON, example
from mapping_dsl.lang.functions import FUNCTIONS, UNSUPPORTED
from reader import shown

REFERENCE = Path(__file__).parents[2] / "shared" / "reference" / "entra" / "functions.json"
DOCUMENTED = json.loads(REFERENCE.read_text("utf-8")) if REFERENCE.exists() else []
TRUSTED = ("doc", "verified", "derived", "computed")
EXCLUDED = {
    "DNComponent(CRef": "CRef is not in the language",
    "IgnoreObjectFlow": "the bare word IgnoreObjectFlow is not in the language",
    "IIF(IsPresent([country])": "it says that the test is unsupported; we evaluate it",
    "IIF(IgnoreFlowIfNullOrEmpty": "likewise",
    "Redact(RandomString": "it is random",
}
pytestmark = pytest.mark.skipif(not DOCUMENTED, reason="no reference beside the repository")


def trusted() -> Iterator[Mapping[str, Any]]:
    for row in DOCUMENTED:
        yield from (e for e in row["examples"] if e["trust"].split()[0] in TRUSTED)


def excluded(expression: str) -> str:
    return next((part for part in EXCLUDED if part in expression), "")


def as_value(found: Any) -> Any:
    if isinstance(found, list):
        return tuple(map(as_value, found))
    if isinstance(found, dict):
        return json.dumps(found)
    return str(found) if isinstance(found, bool) else found


def nanoseconds(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}+00:00").timestamp()) * 10**9


def wanted(output: Any) -> str:
    """Return what is documented as the pages write it."""
    if output == "<attribute dropped>":
        return "skipped"
    if failed := re.fullmatch("<error (.*)>", str(output)):
        return f"error: {failed[1]}"
    if stamp := re.fullmatch("<FILETIME of (.*)>", str(output)):
        seconds = int(datetime.fromisoformat(stamp[1]).timestamp())
        return str((seconds + 11_644_473_600) * 10**7)
    if moment := re.fullmatch(r"(\d{4}-\d\d-\d\dT[\d:]+)Z", str(output)):
        return f'"{datetime.fromisoformat(moment[1]):%-m/%-d/%Y %-I:%M:%S %p}"'
    if isinstance(output, str):
        output = output.replace("<default domain>", "contoso.com").partition(" | ")[0]
    return json.dumps(as_value(output), ensure_ascii=False)


CASES = [
    pytest.param(each, id=each["expression"])
    for each in trusted()
    if not excluded(each["expression"])
]


@pytest.mark.parametrize("case", CASES)
def test_documented_example(case: Mapping[str, Any]) -> None:
    inputs = case["inputs"]
    record = {name: as_value(value) for name, value in inputs.items()}
    now = nanoseconds(inputs["now"]) if "now" in inputs else NOON
    held = example(now, inputs.get("tenant.defaultDomain", "contoso.com"))
    assert wanted(case["output"]) == shown(case["expression"], record, held)


def test_nothing_is_excluded_in_vain() -> None:
    assert {excluded(each["expression"]) for each in trusted()} == {"", *EXCLUDED}
    assert len(CASES) > 80


def test_every_documented_name_is_known() -> None:
    assert {row["name"] for row in DOCUMENTED} == FUNCTIONS.keys() | UNSUPPORTED.keys()


def test_documented_are_those_of_the_current_page() -> None:
    current = {row["name"] for row in DOCUMENTED if row["status"] == "documented"}
    assert current == {name for name, row in FUNCTIONS.items() if row.documented}


def test_keys_are_those_of_the_reference() -> None:
    for row in DOCUMENTED:
        ours = FUNCTIONS[row["name"]].parameters if row["name"] in FUNCTIONS else ()
        for parameter, theirs in zip(ours, row["parameters"], strict=False):
            if theirs["graphKey"]:
                assert parameter.key == theirs["graphKey"].partition("[")[0]
            assert parameter.key_verified == theirs["graphKeyVerified"]


def test_diacritics_are_those_of_the_table() -> None:
    table = next(row["diacriticsTable"] for row in DOCUMENTED if "diacriticsTable" in row)
    function = FUNCTIONS["NormalizeDiacritics"]
    got = {plain: {function.call([c]) for c in text.split()} for plain, text in table.items()}
    assert got == {plain: {plain} for plain in table}

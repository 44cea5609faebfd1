"""Filters of a live schema that the language can say in part, and what a file says beside them."""

import json
from typing import Any

import pytest

from golden import CASES
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.source import Source
from mapping_dsl.targets.entra.changes import Unmanaged
from mapping_dsl.targets.entra.merge import Merged, merge

LIVE = (CASES / "merge/webex.json").read_text("utf-8")
MAPPING = (CASES / "merge/unchanged.mapping").read_text("utf-8")
SCOPE = "/synchronizationRules/0/objectMappings/0/scope/groups"
KEPT = f"# only --into keeps {SCOPE}: the operator `STARTS_WITH`"


def groups(text: str) -> Any:
    return json.loads(text)["synchronizationRules"][0]["objectMappings"][0]["scope"]["groups"]


def live() -> str:
    """Return the live schema with one group that nobody can read, and others that one can."""
    document = json.loads(LIVE)
    of = document["synchronizationRules"][0]["objectMappings"][0]["scope"]["groups"]
    of[0]["clauses"][0]["operatorName"] = "STARTS_WITH"
    return json.dumps(document, indent=2)


def written(scope: str) -> str:
    """Return the unchanged mapping with another scope of the users."""
    before, _, after = MAPPING.partition("  scope ")
    kept = after.splitlines()
    rest = next(at for at, line in enumerate(kept) if "->" in line)
    return "\n".join([before.rstrip("\n"), f"  {scope}", *kept[rest:], ""])


def merged(scope: str, unmanaged: Unmanaged = Unmanaged.FAIL) -> Merged:
    mapping = PLAIN.read(Source("a.mapping", written(scope)))
    assert not mapping.findings
    return merge(Source("live.json", live()), mapping.mapping, unmanaged)


def told(done: Merged) -> list[str]:
    return [f"{one.code} {one.message}" for one in done.findings if one.severity == "error"]


@pytest.mark.parametrize(
    ("unmanaged", "message"),
    [
        (Unmanaged.DROP, "MAP608 `groups` has a group that cannot be read"),
        (Unmanaged.FAIL, "MAP608 `scope/groups` is set here"),
    ],
)
def test_half_a_filter_is_never_dropped(unmanaged: Unmanaged, message: str) -> None:
    done = merged("", unmanaged)

    assert done.text is None
    assert [one.startswith(message) for one in told(done)] == [True]


def test_all_of_it_can_be_kept() -> None:
    assert merged("", Unmanaged.KEEP).text == live()
    for unmanaged in Unmanaged:
        assert merged(KEPT, unmanaged).text == live()


@pytest.mark.parametrize("unmanaged", Unmanaged)
def test_a_scope_replaces_every_group(unmanaged: Unmanaged) -> None:
    done = merged('scope city = "Oslo"', unmanaged)

    assert done.text is not None
    (group,) = groups(done.text)
    assert [(one["sourceOperandName"], one["operatorName"]) for one in group["clauses"]] == [
        ("city", "EQUALS")
    ]
    assert group["clauses"][0]["targetOperand"] == {"values": ["Oslo"]}


@pytest.mark.parametrize("unmanaged", Unmanaged)
def test_a_scope_beside_the_comment_is_refused(unmanaged: Unmanaged) -> None:
    done = merged(f'{KEPT}\n  scope city = "Oslo"', unmanaged)

    assert done.text is None
    assert told(done) == [
        "MAP608 a comment keeps the live `groups`, which cannot be read, and here is another"
    ]

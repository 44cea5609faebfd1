"""`simulate`: the whole table, with the default mapping and with broken ones.

The goldens are beside the mappings in `cases/lifecycle`: each is run with the events of its name,
or else of the first word of it, or else with `table.events.jsonl`, which has every action.
"""

from __future__ import annotations

import json
import re
from contextlib import chdir
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from command import ROOT, Done, run
from golden import CASES, cases
from mapping_dsl.api.project import project
from mapping_dsl.api.simulate import simulate_file
from mapping_dsl.lifecycle.events import Pass
from mapping_dsl.lifecycle.fact import Evidence, Fact, Promise
from mapping_dsl.lifecycle.facts import FACTS
from mapping_dsl.lifecycle.original import originals
from mapping_dsl.lifecycle.steps import Effect, Step, Told
from mapping_dsl.report import simulate_text

ALL = cases("lifecycle")
DIGITS = "79e8476811354e4186520b39a217141b"
BROKEN = {
    "default": set(),
    "no-active": {
        "block",
        "unblock",
        "unassign",
        "soft-delete",
        "tokens",
        "restore",
        "tokens-back",
        "unmanaged",
    },
    "name-from-mail": {"soft-delete"},
    "no-update": {
        "change",
        "block",
        "unblock",
        "unassign",
        "soft-delete",
        "tokens",
        "restore",
        "tokens-back",
        "assign-existing",
        "unmanaged",
    },
    "no-delete": {"thirty-days", "archive", "hard-delete"},
    "turned-around": {
        "assign-new",
        "assign-existing",
        "no-match",
        "block",
        "unblock",
        "unassign",
        "soft-delete",
        "tokens",
        "restore",
        "tokens-back",
        "re-add",
        "unmanaged",
    },
    "groups": set(),
    "groups-disabled": set(),
    "groups-none": {"group-mapped", "group-changed"},
    "groups-update": {"group-mapped", "group-changed"},
    "members": set(),
    "shared": {"assign-existing", "soft-delete"},
}
"""The rows that no longer hold under a mapping."""
OBVIOUS = {Promise.CREATED, Promise.NEW, Promise.THEIRS}
"""What needs no reason besides the request that was sent."""


def events_of(case: str) -> Path:
    names = (case, case.partition("-")[0])
    own = (CASES / f"{name}.events.json" for name in names)
    return next((path for path in own if path.exists()), CASES / "lifecycle/table.events.jsonl")


@cache
def steps(case: str) -> tuple[Step, ...]:
    path = (CASES / f"{case}.mapping").relative_to(ROOT)
    with chdir(ROOT):
        done = simulate_file(path.as_posix(), str(events_of(case)), project())
    assert done.findings == ()
    return tuple(done.steps)


def told(found: tuple[Step, ...]) -> list[Told]:
    return [one for step in found for one in step.rows]


def at(case: str, entry: int) -> Effect:
    (effect,) = steps(f"lifecycle/{case}")[entry - 1].effects
    return effect


def rows(effect: Effect) -> list[str]:
    return [one.fact.slug for one in effect.told]


@pytest.mark.parametrize("case", ALL)
def test_shown(case: str, golden: Any) -> None:
    shown = simulate_text.render(steps(case), width=80)
    assert shown == golden(name=f"{case}.want.txt")
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("mapping", BROKEN)
def test_the_rows_that_no_longer_hold(mapping: str) -> None:
    found = told(steps(f"lifecycle/{mapping}"))
    assert {one.fact.slug for one in found if one.broken} == BROKEN[mapping]
    assert all(one.why for one in found if set(one.broken) - OBVIOUS)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.slug)
def test_every_row_is_in_a_golden_and_cites_its_source(fact: Fact) -> None:
    assert fact.source
    assert any(fact == one.fact for case in ALL for one in told(steps(case)))
    assert fact.evidence is not Evidence.UNKNOWN or not fact.promises


@pytest.mark.parametrize("case", ALL)
def test_every_consequence_carries_a_row(case: str) -> None:
    for step in steps(case):
        assert all(effect.told for effect in step.effects), step.entry
        assert all(group.told for group in step.groups), step.entry
        assert step.rows or isinstance(step.entry.event, Pass), step.entry


def test_the_actions_of_the_table_with_the_default_mapping() -> None:
    """The twelve lines that Cisco's tables and the request for this tool have."""
    deleted, restored = at("default", 11), at("default", 12)
    assert deleted.webex
    assert restored.webex
    assert deleted.webex.name == "00000001aaaa4bbb8cccddddddddddddada.lund@contoso.com"
    assert (deleted.webex.active, deleted.webex.tokens) == (False, "revoked")
    assert (restored.webex.active, restored.webex.tokens) == (True, "valid")
    assert restored.webex.name == "ada.lund@contoso.com"
    expired = at("default", 14)
    assert (expired.webex, expired.gone) == (None, deleted.webex.id)
    assert rows(expired) == ["thirty-days", "archive"]
    assert rows(at("default", 19)) == ["hard-delete"]
    assert rows(at("default", 9))[0] == "unassign"
    assert rows(at("default", 7))[0] == "block"
    assert not any(one.webex.active for one in (at("default", 9), at("default", 7)) if one.webex)
    assert rows(at("default", 2)) == ["change"]
    assert rows(at("default", 1)) == ["assign-new"]
    existing = at("default", 16).webex
    assert existing
    assert existing.user["externalId"] == at("default", 16).entra.object_id
    again = at("default", 15)
    assert again.webex
    assert (again.webex.id != deleted.webex.id, rows(again)) == (True, ["re-add"])
    emptied = at("default", 4)
    assert emptied.webex
    assert (emptied.webex.user["name"]["givenName"], rows(emptied)) == ("Ada", ["emptied"])
    second = at("default", 17)
    assert (second.second, rows(second)) == (("webex-kim",), ["no-match"])


def test_control_hub_and_the_app_catch_up() -> None:
    shown = [at("default", entry).shown for entry in (2, 3)]
    assert all(shown)
    assert "at the next refresh" in shown[0].control_hub  # type: ignore[union-attr]
    assert "within 72 hours" in shown[0].app  # type: ignore[union-attr]
    assert "refresh" not in shown[1].control_hub  # type: ignore[union-attr]
    assert "within 48 hours" in shown[1].app  # type: ignore[union-attr]


# --- the command ---------------------------------------------------------------------------------


def simulate(case: str, *options: str) -> Done:
    folder = "tests/cases/lifecycle"
    events = events_of(f"lifecycle/{case}").relative_to(ROOT).as_posix()
    return run("simulate", f"{folder}/{case}.mapping", "--events", events, *options)


@pytest.mark.parametrize(
    ("case", "code"),
    [("default", 1), ("no-active", 1), ("shared", 1), ("values", 1), ("groups", 3), ("members", 3)],
)
def test_exits_with_1_where_something_is_not_as_stated_and_else_with_3(
    case: str, code: int
) -> None:
    done = simulate(case)
    assert (done.code, done.err) == (code, "")
    assert done.out == (CASES / f"lifecycle/{case}.want.txt").read_text("utf-8")


def test_json_has_the_requests_and_the_rows() -> None:
    done = json.loads(simulate("default", "--output-format", "json").out)
    assert [step["entry"] for step in done] == list(range(1, 26))
    (user,) = done[10]["users"]
    assert user["requests"][-1]["body"]["Operations"][1]["value"] == "False"
    assert [row["row"] for row in user["rows"]] == ["soft-delete", "tokens", "rename"]
    assert all(row["source"] and row["holds"] for row in user["rows"])
    assert user["webex"]["active"] is False


def test_both_dialects_end_alike() -> None:
    plain, compliant = (
        json.loads(simulate("members", "--dialect", dialect, "--output-format", "json").out)
        for dialect in ("plain", "aadOptscim062020")
    )
    for one, other in zip(plain, compliant, strict=True):
        assert [user["webex"] for user in one["users"]] == [
            user["webex"] for user in other["users"]
        ]
        assert [group["webex"] for group in one["groups"]] == [
            group["webex"] for group in other["groups"]
        ]
    operations = compliant[2]["users"][0]["requests"][-1]["body"]["Operations"]
    digits = "00000001aaaa4bbb8cccdddddddddddd"
    merged = {"userName": f"{digits}ada.okafor@contoso.com", "active": False}
    assert operations == [{"op": "replace", "value": merged}]
    assert '  replace {"userName": ' in simulate("members", "--dialect", "aadOptscim062020").out


def test_a_list_and_lines_are_the_same(tmp_path: Path) -> None:
    lines = events_of("lifecycle/default").read_text("utf-8").splitlines()
    (tmp_path / "a.json").write_text(json.dumps([json.loads(line) for line in lines], indent=1))
    mapping = str(CASES / "lifecycle/default.mapping")
    done = run("simulate", mapping, "--events", str(tmp_path / "a.json"))
    assert done.out == simulate("default").out


def test_colour() -> None:
    done = run(
        "simulate",
        "tests/cases/lifecycle/no-active.mapping",
        "--events",
        "tests/cases/lifecycle/table.events.jsonl",
        FORCE_COLOR="1",
    )
    plain = re.sub(r"\x1b\[[0-9;]*m", "", done.out)
    assert plain != done.out
    assert "".join(f"{line.rstrip()}\n" for line in plain.splitlines()) == simulate("no-active").out


# --- the old name --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{DIGITS}ada@contoso.com", ["ada@contoso.com"]),
        (f"{DIGITS.upper()}ada@contoso.com", ["ada@contoso.com"]),
        (f"User {DIGITS}maeve.o'brien@contoso.com.", ["maeve.o'brien@contoso.com"]),
        (f"'{DIGITS}a@b.example'", ["a@b.example"]),
        (f'{{"target": "{DIGITS}x_y.z#EXT#@c.example", "n": 1}}', ["x_y.z#EXT#@c.example"]),
        (f"{DIGITS}a@b.example {DIGITS}a@b.example", ["a@b.example"]),
        (f"{DIGITS}{'ab' * 16}@b.example", [f"{'ab' * 16}@b.example"]),
        (rf'"\u0027{DIGITS}o\u0027hara\u002bx@b.example\u0027"', ["o'hara+x@b.example"]),
        (rf'{{"newValue": "[\"{DIGITS}max@b.example\"]"}}', ["max@b.example"]),
        (rf'"{{\"new\": \"\\u0022{DIGITS}o\\u0027hara@b.example\\u0022\"}}"', ["o'hara@b.example"]),
        (rf"CONTOSO\{DIGITS}max@b.example\nnext", ["max@b.example"]),
        (f"{DIGITS}@b.example", []),
        (f"0{DIGITS}", []),
        ("ada@contoso.com", []),
        ("", []),
    ],
)
def test_the_original_name(text: str, names: list[str]) -> None:
    assert [one.name for one in originals(text)] == names


@pytest.mark.parametrize(
    ("name", "runs_on"),
    [("max@contoso.com", False), ("ada@contoso.com", True), ("0x@b.example", True)],
)
def test_a_name_that_begins_with_hex_digits_is_told(name: str, *, runs_on: bool) -> None:
    (one,) = originals(f"{DIGITS}{name}")
    assert (one.object_id, one.runs_on) == ("79e84768-1135-4e41-8652-0b39a217141b", runs_on)
    done = run("simulate", "--original-upn", f"{DIGITS}{name}")
    assert (done.code, done.out) == (0, f"{name}\n")
    assert ("79e84768-1135-4e41-8652-0b39a217141b" in done.err) is runs_on
    assert len(done.err.splitlines()) == runs_on


def test_the_original_name_is_that_of_the_simulation() -> None:
    deleted = at("default", 11).webex
    assert deleted
    assert run("simulate", "--original-upn", deleted.name)[:2] == (0, "ada.lund@contoso.com\n")
    done = run("simulate", "--original-upn", "ada@contoso.com")
    assert (done.code, done.out) == (2, "")
    assert "no user name" in done.err


def test_who_lies_in_the_recycle_bin_stays_a_member(tmp_path: Path) -> None:
    """Graph lists no deleted members, so a change of the group does not mean them."""
    record = {"id": DIGITS, "userPrincipalName": "ada@contoso.com"}
    events = [
        {"event": "assign", "group": "sales", "members": [{"user": "ada", "record": record}]},
        {"event": "soft-delete", "user": "ada"},
        {"event": "group-change", "group": "sales", "members": []},
        {"event": "restore", "user": "ada"},
    ]
    (tmp_path / "e.json").write_text(json.dumps(events), "utf-8")
    done = simulate_file("preset:webex/default@1", str(tmp_path / "e.json"), project())
    (restored,) = list(done.steps)[-1].effects
    assert restored.webex
    assert (restored.webex.active, restored.webex.name) == (True, "ada@contoso.com")

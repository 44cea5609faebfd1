"""Bad events: one clear line with file, line and entry, exit code 2, nothing printed."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from command import ROOT, Done, run
from golden import CASES
from mapping_dsl.api.project import project
from mapping_dsl.api.understood import blocks, understood
from mapping_dsl.catalog.attribute import Attribute
from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.errors import ToolError
from mapping_dsl.lifecycle.reading import read_events
from mapping_dsl.lifecycle.simulate import simulate
from mapping_dsl.lifecycle.steps import Step
from mapping_dsl.preview.preview import Previewer
from mapping_dsl.preview.scim import place
from mapping_dsl.report import simulate_json, simulate_text
from mapping_dsl.report.json_text import dump
from mapping_dsl.resources import read
from share import share

_DEFAULT = understood("preset:webex/default@1", project()).resolved
USERS = Previewer(blocks(_DEFAULT, "users")[0][1])
ADA = {
    "id": "11111111-2222-4333-8444-555555555555",
    "userPrincipalName": "ada@contoso.com",
    "displayName": "Ada Lovelace",
}
BO = {"id": "11111111-2222-4333-8444-666666666666", "userPrincipalName": "bo@contoso.com"}
COME = {"event": "assign", "user": "ada", "record": ADA}
SOFT = {"event": "soft-delete", "user": "ada"}
HARD = {"event": "hard-delete", "user": "ada"}
SALES = {"event": "assign", "group": "sales", "members": ["ada"]}
_SCHEMA: dict[str, Any] = json.loads(read("schemas", "events.schema.json"))
_ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
SCHEMA = Draft202012Validator(_SCHEMA)
DEFINITIONS: list[dict[str, Any]] = list(_SCHEMA["$defs"].values())


def webex(**fields: Any) -> Any:
    return {**COME, "webex": {"id": "1", "userName": "ada@contoso.com", **fields}}


UNREADABLE: list[tuple[Any, str]] = [
    ({"event": "deleet", "user": "ada"}, "there is no event `deleet`"),
    ({"event": "soft-delet", "user": "ada"}, "did you mean `soft-delete`?"),
    ({"event": 3}, "`event` is a text"),
    ({"user": "ada"}, "has no `event`"),
    ("block", "an event is an object"),
    ({"event": "block"}, "`user` is missing"),
    ({"event": "block", "user": ""}, "`user` is a text"),
    ({"event": "block", "user": "ada", "days": 3}, "has no field `days`"),
    ({"event": "pass", "days": -3}, "time does not run backwards"),
    ({"event": "pass", "days": 0}, "from 1 to"),
    ({"event": "pass", "days": 1.5}, "a whole number"),
    ({"event": "pass", "days": "3"}, "a whole number"),
    ({"event": "pass", "days": True}, "a whole number"),
    ({"event": "pass", "days": 10**6}, "from 1 to"),
    ({"event": "pass"}, "a whole number"),
    ({**COME, "webex": {"userName": "ada@contoso.com"}}, "the user in `webex` has no `id`"),
    ({**COME, "webex": {"id": "1"}}, "the user in `webex` has no `userName`"),
    ({**COME, "webex": {"id": 7, "userName": "a@b.example"}}, "`id` is not a text: put it in"),
    ({**COME, "webex": None}, "`webex` is an object"),
    (webex(meta=5), "`meta` is a number, not an object"),
    (webex(emails=[{"type": "work", "primary": "yes"}]), "where true or false is meant"),
    (webex(active="yes"), "the user in `webex`: `active` is a text"),
    (webex(active=0), "`active` is a number, where true or false is meant"),
    (webex(displayName=7), "`displayName` is a number, not a text"),
    (webex(name="Ada"), "`name` is a text or a number, not an object"),
    (webex(name=[]), "`name` is a list of 0, not an object"),
    (webex(emails=["x"]), "`emails` is not a list of objects"),
    (webex(emails={"value": "x"}), "`emails` is not a list of objects"),
    (webex(**{_ENTERPRISE: 7}), "is a number, not an object"),
    ({**COME, "record": {"userPrincipalName": "a@b.example"}}, "needs the `id`"),
    ({**COME, "record": {**ADA, "id": "ada"}}, "needs the `id`"),
    ({**COME, "record": {"id": ADA["id"]}}, "needs a `userPrincipalName`"),
    ({**COME, "record": {**ADA, "deletedDateTime": "2026-01-01"}}, "is of a deleted user"),
    ({**COME, "record": {**ADA, "accountEnabled": "no"}}, "true or false"),
    ({**COME, "role": ""}, "`role` is a text"),
    ({"event": "change", "user": "ada"}, "`record` is missing: it has what changes"),
    ({"event": "change", "user": "ada", "record": {}}, "`record` is empty: it has what changes"),
    ({"event": "change", "user": "ada", "record": {"id": "1"}}, "this way: it is whose record"),
    ({"event": "change", "user": "ada", "record": {"accountEnabled": False}}, "or `unblock`"),
    ({"event": "change", "user": "ada", "record": {"deletedDateTime": None}}, "`soft-delete` or"),
    ({"event": "change", "user": "ada", "record": {"userPrincipalName": None}}, "be emptied"),
    ({"event": "assign", "group": "sales"}, "`members` is a list"),
    ({**SALES, "members": [3]}, "a member is the name of a user"),
    ({**SALES, "members": [{"user": "ada", "x": 1}]}, "a member has no field `x`"),
    ({**SALES, "members": [{"group": "inner", "members": [3]}]}, "only the names count"),
]

IMPOSSIBLE: list[tuple[list[Any], str]] = [
    ([{"event": "block", "user": "bo"}], "there is no user `bo`"),
    ([{"event": "assign", "user": "bo"}], "there is no user `bo`"),
    ([SALES], "there is no user `ada`"),
    ([COME, {"event": "restore", "user": "ada"}], "`ada` cannot be restored: they are not in"),
    ([COME, HARD], "`ada` cannot be deleted for good: they are not in the recycle bin"),
    ([COME, SOFT, HARD, {"event": "restore", "user": "ada"}], "are deleted for good already"),
    ([COME, SOFT, {"event": "block", "user": "ada"}], "`ada` is in the recycle bin"),
    ([COME, SOFT, HARD, {"event": "assign", "user": "ada"}], "`ada` is deleted for good"),
    ([COME, {"event": "re-add", "user": "ada"}], "only who is deleted for good is re-added"),
    ([COME, SOFT, HARD, {"event": "re-add", "user": "ada", "record": ADA}], "a new `id`"),
    ([COME, COME], "has a record already"),
    ([COME, {"event": "assign", "user": "bo", "record": ADA}], "`ada` has the same `id`"),
    (
        [
            COME,
            {
                "event": "assign",
                "user": "bo",
                "record": {**BO, "userPrincipalName": "ADA@contoso.com"},
            },
        ],
        "`ada` has the same `userPrincipalName`",
    ),
    (
        [
            COME,
            {"event": "assign", "user": "bo", "record": BO},
            {"event": "change", "user": "bo", "record": {"userPrincipalName": "ada@contoso.com"}},
        ],
        "`ada` has the same `userPrincipalName`",
    ),
    (
        [
            COME,
            SOFT,
            {
                "event": "assign",
                "user": "bo",
                "record": {**BO, "userPrincipalName": "ada@contoso.com"},
            },
            {"event": "restore", "user": "ada"},
        ],
        "`bo` has the userPrincipalName now",
    ),
    ([COME, SALES, SALES], "is assigned already"),
    ([{"event": "unassign", "group": "sales"}], "no assigned group `sales`"),
    ([{"event": "group-change", "group": "sales", "members": []}], "no assigned group"),
    (
        [COME, {"event": "unassign", "user": "ada"}, {"event": "unassign", "user": "ada"}],
        "directly",
    ),
    (
        [
            {**COME, "webex": {"id": "1", "userName": "x@b.example"}},
            {
                "event": "assign",
                "user": "bo",
                "record": BO,
                "webex": {"id": "1", "userName": "y@b.example"},
            },
        ],
        "a Webex user `1` already",
    ),
    (
        [
            {**COME, "webex": {"id": "1", "userName": "x@b.example"}},
            {
                "event": "assign",
                "user": "bo",
                "record": BO,
                "webex": {"id": "2", "userName": "X@b.example"},
            },
        ],
        "has the userName `x@b.example` already",
    ),
]

GOOD: list[Any] = [
    COME,
    {**COME, "role": "User", "webex": {"id": "1", "userName": "a@b.example", "active": False}},
    {**COME, "record": {**ADA, "accountEnabled": False, "deletedDateTime": None, "employeeId": 7}},
    {"event": "change", "user": "ada", "record": {"jobTitle": None, "height": 1.5, "list": [1]}},
    {"event": "pass", "days": 36500},
    {"event": "pass", "days": 1.0},
    {**SALES, "members": ["ada", {"user": "bo", "record": BO}, {"group": "x", "members": ["y"]}]},
    {**SALES, "members": [], "role": "Default Access"},
    {"event": "group-change", "group": "sales", "members": [{"group": "x"}]},
    {"event": "unassign", "group": "sales"},
    {"event": "re-add", "user": "ada"},
    *({"event": name, "user": "ada"} for name in ("block", "unblock", "restore", "unassign")),
    SOFT,
    HARD,
]


def command(folder: Path, content: str, name: str = "e.json") -> Done:
    (folder / name).write_text(content, "utf-8")
    return run("simulate", "preset:webex/default@1", "--events", name, cwd=folder)


def one_line(done: Done, *words: str) -> None:
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert [word for word in words if word not in done.err] == []


@pytest.mark.parametrize(("event", "words"), UNREADABLE, ids=lambda value: str(value)[:50])
def test_an_event_that_cannot_be_read(tmp_path: Path, event: Any, words: str) -> None:
    one_line(command(tmp_path, json.dumps([COME, event], indent=1)), "e.json:", "entry 2: ", words)
    lines = f"{json.dumps(COME)}\n\n{json.dumps(event)}\n"
    one_line(command(tmp_path, lines, "e.jsonl"), "e.jsonl:3: entry 2: ", words)
    assert not SCHEMA.is_valid([event])


@pytest.mark.parametrize(("events", "words"), IMPOSSIBLE, ids=lambda value: str(value)[-50:])
def test_an_event_that_cannot_happen(tmp_path: Path, events: list[Any], words: str) -> None:
    done = command(tmp_path, "\n".join(map(json.dumps, events)))
    one_line(done, f"e.json:{len(events)}: entry {len(events)}: ", words)
    assert SCHEMA.is_valid(events)


@pytest.mark.parametrize("event", GOOD, ids=lambda value: str(value)[:60])
def test_the_schema_and_the_reader_take_the_same(event: Any) -> None:
    assert SCHEMA.is_valid([event])
    assert len(read_events(json.dumps([event]), "e.json")) == 1


@pytest.mark.parametrize(
    "attribute",
    [one for one in target_catalog("users").attributes if one.status != "contradicted"],
    ids=lambda one: one.name,
)
def test_the_schema_has_the_types_of_the_catalog(attribute: Attribute) -> None:
    """What the tool refuses the schema refuses too, and the other way round.

    Types of phones on which Cisco's documents disagree are left out: the schema has all in one.
    """
    values: tuple[Any, ...] = (5, "User", True, None, [], {})
    for value in values:
        there = webex()
        place(there["webex"], attribute.name, value, primary=False)
        try:
            read_events(json.dumps([there]), "e.json")
        except ToolError:
            assert not SCHEMA.is_valid([there]), value
        else:
            assert SCHEMA.is_valid([there]), value


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "e.json: holds no event"),
        (" \n\n", "e.json: holds no event"),
        ("[]", "e.json: holds no event"),
        ("[{", "e.json:1:3: not JSON"),
        ("{}{}", "e.json:1:3: not JSON"),
        ('{"event": "pass", "days": 1}\n{"event"', "e.json:2:9: not JSON"),
        (
            '{"event": "pass", "days": 1, "days": 2}',
            "e.json:1: entry 1: the key `days` is given twice",
        ),
        ("[" * 10_000, "levels deep"),
    ],
)
def test_what_is_no_list_of_events(tmp_path: Path, content: str, words: str) -> None:
    one_line(command(tmp_path, content), words)


def test_not_utf8_and_not_there(tmp_path: Path) -> None:
    (tmp_path / "e.json").write_bytes(b'[{"event": "\xff"}]')
    for name, words in (("e.json", "not UTF-8"), ("none.json", "No such file")):
        done = run("simulate", "preset:webex/default@1", "--events", name, cwd=tmp_path)
        one_line(done, name, words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name a mapping"),
        (("preset:webex/default@1",), "--events FILE"),
        (("preset:webex/default@1", "--original-upn", "x"), "stands alone"),
    ],
)
def test_options_that_do_not_fit(arguments: tuple[str, ...], words: str) -> None:
    one_line(run("simulate", *arguments), words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('mapping "a" for "other"\nusers {\n  mail -> userName match 1\n}\n', "is not for Webex"),
        ('mapping "a"\n', "no `users` block"),
    ],
)
def test_a_mapping_without_a_table(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "a.mapping").write_text(text, "utf-8")
    (tmp_path / "e.json").write_text(json.dumps([COME]), "utf-8")
    done = run("simulate", "a.mapping", "--events", "e.json", cwd=tmp_path)
    assert done.code == 2
    assert words in done.err


def test_a_mapping_that_cannot_be_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.mapping").write_text("users { mail userName }\n", "utf-8")
    (tmp_path / "e.json").write_text(json.dumps([COME]), "utf-8")
    done = run("simulate", "a.mapping", "--events", "e.json", cwd=tmp_path)
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("not simulated: the mapping cannot be read whole\n")


def test_the_cases_and_samples_fit_the_schema() -> None:
    found = [*CASES.glob("lifecycle/*.events.*"), *(ROOT / "samples").glob("*.events.*")]
    assert len(found) > 4
    for path in found:
        text = path.read_text("utf-8")
        lines = text.splitlines() if path.suffix == ".jsonl" else None
        SCHEMA.validate([*map(json.loads, lines)] if lines else json.loads(text))


def test_the_schema_names_every_event() -> None:
    with pytest.raises(ToolError, match="there are ") as told:
        read_events('[{"event": "zzzzzz"}]', "e.json")
    listed = set(str(told.value).partition("there are ")[2].split(", "))
    kinds = [kind.get("properties", {}).get("event", {}) for kind in DEFINITIONS]
    named = {name for kind in kinds for name in kind.get("enum", [kind.get("const")])}
    assert listed == named - {None}


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, 1, -1, 1.5, 10**400, "", " ", "ada", "sales", [], {}, ["ada"], [{}], "\ud800"]
)
KEYS = ("user", "group", "members", "record", "webex", "role", "days", "event", "x")
GRAPH = ("id", "userPrincipalName", "accountEnabled")
WEBEX = ("id", "active", "displayName", "name", "emails", _ENTERPRISE)


@st.composite
def drawn(draw: st.DrawFn) -> Any:
    """Return a good event with some fields changed, taken away or put in, inside too."""
    event = json.loads(json.dumps(draw(st.sampled_from(GOOD))))
    for _ in range(draw(st.integers(0, 3))):
        inner = [value for value in event.values() if isinstance(value, dict)]
        where = draw(st.sampled_from([event, *inner]))
        key = draw(st.sampled_from([*where, *KEYS, *(WEBEX if "userName" in where else GRAPH)]))
        if draw(st.booleans()):
            where[key] = deepcopy(draw(ODD))
        else:
            where.pop(key, None)
    return event


@settings(max_examples=share(500))
@given(drawn())
def test_the_reader_takes_what_the_schema_takes(event: Any) -> None:
    try:
        read_events(json.dumps([event]), "e.json")
    except ToolError as error:
        refused = str(error)
    else:
        refused = ""
    assert SCHEMA.is_valid([event]) is not bool(refused), (event, refused)
    assert not refused or refused.startswith("e.json:1: entry 1: ")


@settings(max_examples=share(300))
@given(st.lists(drawn(), max_size=8))
def test_any_events_end_in_steps_or_in_one_line(found: list[Any]) -> None:
    text = json.dumps([COME, *(event for event in found if SCHEMA.is_valid([event]))])
    steps: list[Step] = []
    with suppress(ToolError):
        steps += simulate(read_events(text, "e.json"), USERS)
    shown = simulate_text.render(steps)
    assert max(map(cell_len, shown.splitlines())) <= 80
    dump([*map(simulate_json.encode, steps)])


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        ("userPrincipalName -> userName", 3, "not known: assign-new (event 1)"),
        ("Error([mail]) -> userName match 1", 1, "no longer holds: assign-new (event 1)"),
        ("mail -> userName match 1", 1, "no longer holds: assign-new (event 1)"),
    ],
)
def test_what_cannot_be_sent_is_no_success(
    tmp_path: Path, rows: str, code: int, words: str
) -> None:
    text = f'mapping "a" extends "webex/default@1"\nusers {{\n  {rows}\n}}\n'
    (tmp_path / "a.mapping").write_text(text, "utf-8")
    (tmp_path / "e.json").write_text(json.dumps([COME]), "utf-8")
    done = run("simulate", "a.mapping", "--events", "e.json", cwd=tmp_path)
    assert done.code == code
    assert words in done.out

"""Preview: the body that is sent, and what people see."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from mapping_dsl.catalog.load import target_catalog
from mapping_dsl.evaluate.result import Value
from mapping_dsl.preview.body import create_body, refusal
from mapping_dsl.preview.preview import Preview, preview
from mapping_dsl.preview.record import to_record
from mapping_dsl.preview.schema import objection
from mapping_dsl.report import preview_json, preview_text
from mapping_dsl.report.columns import fold, widths
from mapping_dsl.report.preview_words import concise
from mapping_dsl.report.revealed import revealed
from mapping_dsl.report.trace_text import render_trace
from mapping_dsl.resolve.model import Clause
from mapping_dsl.resources import read
from models import block, call, compare, row, scope
from previews import ADA, ada, of, target

# --- the body ------------------------------------------------------------------------------------

FULL = of(
    row("displayName", "[displayName]"),
    row("name.givenName", "Ada"),
    row("name.familyName", "Lovelace"),
    row("title", "[jobTitle]"),
    row('emails[type eq "work"].value', "[userPrincipalName]"),
    row('phoneNumbers[type eq "work"].value', "[telephoneNumber]"),
    row('addresses[type eq "work"].country', "GB"),
    row('addresses[type eq "work"].locality', "London"),
    row("enterprise:department", "[department]"),
    row("enterprise:manager", "[objectId]"),
    row("webex:extensionAttribute1", "a"),
    row("timezone", None, default="Europe/London"),
)
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
WEBEX = "urn:scim:schemas:extension:cisco:webexidentity:2.0:User"


@cache
def schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads(read("schemas", "webex-user.schema.json")))


def test_the_body_of_a_post() -> None:
    body = create_body(ada(FULL))
    assert body == {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE, WEBEX],
        "userName": "ada@contoso.com",
        "externalId": ADA["id"],
        "active": True,
        "displayName": "Ada Lovelace",
        "name": {"givenName": "Ada", "familyName": "Lovelace"},
        "emails": [{"type": "work", "primary": True, "value": "ada@contoso.com"}],
        "phoneNumbers": [{"type": "work", "value": "+44 20 7946 0001"}],
        "addresses": [{"type": "work", "country": "GB", "locality": "London"}],
        "timezone": "Europe/London",
        ENTERPRISE: {"department": "Sales"},
        WEBEX: {"extensionAttribute1": ["a"]},
        "roles": [],
        "meta": {"resourceType": "User"},
    }
    schema().validate(body)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (ada(FULL, assigned=False), "nothing: not assigned to the app"),
        (ada(of(row("title", "[city]"))), "unknown: `title`: `city` is not in this record"),
        (ada(of(unresolved=frozenset({"title"}))), "unknown: the mapping has errors in `title`"),
        (
            ada(of(row("webex:mfaEnabled", "yes"))),
            (
                "unknown: `webex:mfaEnabled`: `yes` is no boolean; "
                "what Entra does with it is not documented"
            ),
        ),
        (ada(of(row("enterprise:manager", "[manager]"))), None),
        (ada(FULL), None),
    ],
)
def test_no_body_is_shown_that_would_not_be_sent(found: Preview, why: str | None) -> None:
    refused = refusal(found)
    assert why == (str(refused) if refused else None)
    encoded = preview_json.encode(found)
    assert encoded["noBody"] == why
    assert (encoded["body"] is None) is (why is not None)


def test_what_the_schema_has_against_a_body() -> None:
    assert objection(create_body(ada(FULL))) == ""
    assert objection(create_body(ada(of(row("userType", "robot"))))).startswith(
        "`userType` is against `enum`: ["
    )


def test_the_enterprise_schema_is_named_as_in_microsofts_sample_and_webexs_where_it_is_used() -> (
    None
):
    core = "urn:ietf:params:scim:schemas:core:2.0:User"

    assert create_body(ada())["schemas"] == [core, ENTERPRISE]
    assert create_body(ada(FULL))["schemas"] == [core, ENTERPRISE, WEBEX]


def test_a_group_is_posted_without_its_members() -> None:
    mapping = block(
        "groups",
        row("displayName", "[displayName]", matching_priority=1),
        row("members", "[members]"),
        row("externalId", "[objectId]"),
    )
    fields = {"id": "1", "displayName": "Sales", "members": [{"id": "2"}]}
    found = preview(mapping, to_record(fields, kind="groups"))
    assert str(found.request.new) == "POST"
    body = create_body(found)
    assert (body["displayName"], body["externalId"]) == ("Sales", "1")
    assert "members" not in body


@pytest.mark.parametrize("attribute", target_catalog("users").attributes, ids=lambda a: a.name)
def test_every_target_that_can_be_sent_has_a_place_in_the_schema(attribute: Any) -> None:
    usable = attribute.status == "usable" and attribute.mutability != "ReadOnly"
    if not usable or "roles[" in attribute.name or attribute.name.endswith(".primary"):
        return  # parts make no role by themselves, and no address
    text = "true" if attribute.type == "Boolean" else next(iter(attribute.values), None)
    if text is None:
        text = "https://contoso.com/a" if "photo" in attribute.name else "en_US"
    body = create_body(ada(of(row(attribute.name, text))))
    errors = [error.message for error in schema().iter_errors(body)]
    assert not errors or attribute.multivalued


# --- what people see -----------------------------------------------------------------------------

UNSAFE = re.compile(
    r"[^\n -~\u00a1-\uffff\U00010000-\U0010ffff]|[\u200b-\u200f\u2028-\u202e\u2066-\u2069]"
)


def test_a_preview_at_80_columns() -> None:
    text = preview_text.render([ada(FULL)], width=80)
    assert text.splitlines()[:9] == [
        "ada@contoso.com",
        "  in scope    yes: there is no filter",
        '  matched by  userName eq "ada@contoso.com"',
        "  request     POST if no user matches, PATCH if one does",
        "",
        "  target                value                 from                  why",
        "  ──────────────────────────────────────────────────────────────────────────────",
        "  userName              ada@contoso.com       mail,                 expression",
        "                                              userPrincipalName",
    ]


def test_colour_is_only_where_it_is_asked_for() -> None:
    assert "\x1b[" not in preview_text.render([ada(FULL)])
    coloured = preview_text.render([ada(FULL)], colour=True)
    assert "\x1b[32mPOST\x1b[0m" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == preview_text.render(
        [ada(FULL)]
    ).splitlines()


def test_long_values_are_folded_and_not_lost() -> None:
    long = "".join(chr(ord("a") + n % 26) for n in range(500))
    lines = preview_text.render([ada(of(row("title", "[city]")), city=long)], width=60).splitlines()
    assert max(map(len, lines)) <= 60
    head = next(line for line in lines if "value" in line)
    start, end = head.index("value"), head.index("from")
    assert "".join(line[start:end].strip() for line in lines).endswith(long)


@given(st.text(st.sampled_from("ab@.:[] -山é😀"), max_size=40), st.integers(2, 20))
def test_folding_loses_nothing_but_blanks(text: str, width: int) -> None:
    lines = fold(text, width).split("\n")
    assert max(map(cell_len, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.integers(0, 60), min_size=1, max_size=4), st.integers(4, 120))
def test_columns_share_the_room(wanted: list[int], room: int) -> None:
    shares = widths(wanted, room)
    assert sum(shares) <= max(room, len(wanted))
    assert all(1 <= share <= max(want, 1) for share, want in zip(shares, wanted, strict=True))
    if sum(wanted) <= room and all(wanted):
        assert shares == wanted


def test_values_that_would_deceive_are_in_quotes() -> None:
    for value, shown in (("", '""'), (" a", '" a"'), ("true", '"true"'), ("a\n", r'"a\n"')):
        assert f" {shown} " in preview_text.render([ada(of(row("title", value)))], width=100)


def test_one_line_a_record() -> None:
    assert concise(ada()) + concise(ada(assigned=False)) == (
        'ada@contoso.com: in scope; userName eq "ada@contoso.com"; '
        "POST if no user matches, PATCH if one does\n"
        'ada@contoso.com: in scope; userName eq "ada@contoso.com"; '
        "nothing if Entra manages no user yet (not assigned to the app), "
        "PATCH if it manages one (deactivates, as it is not assigned to the app)\n"
    )


def test_rules_are_told_apart() -> None:
    first, second = (ada().but(rule=name) for name in ("", "pilot"))
    assert concise(first).startswith("ada@contoso.com: ")
    assert [concise(one, several=True).split(":")[0] for one in (first, second)] == [
        "ada@contoso.com, no rule",
        'ada@contoso.com, rule "pilot"',
    ]
    assert 'ada@contoso.com, rule "pilot"\n' in preview_text.render([first, second])
    assert preview_json.encode(second)["rule"] == "pilot"


def test_words() -> None:
    unmatched = ada(block("users", row("externalId", "[objectId]")))
    assert "matched by  nothing" in preview_text.render([unmatched])
    assert "; matched by nothing; " in concise(unmatched)
    wrong = ada(block("users", unresolved=frozenset({"username"})))
    assert "; matched by unknown; unknown (no row that could be read" in concise(wrong)
    (note,) = ada(of(unresolved=frozenset({"username", f"{ENTERPRISE}:manager".casefold()}))).notes
    assert note.endswith(": `enterprise:manager`, `userName`")
    bad = of(scopes=(scope("groups", (Clause("department", "matches", "("),)),))
    assert target(ada(bad), "active").story.startswith("`department` in the scope: ")
    broken = of(row("enterprise:manager", call("Item", attribute="[displayName]", index="9")))
    assert "`enterprise:manager`" in str(ada(broken).request.new)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "https://people.contoso.com/79e84768",
            ["https://people.", "contoso.com/", "79e84768"],
        ),
        ("physicalDeliveryOfficeName", ["physicalDelivery", "OfficeName"]),
        ("extension_5b1f0c_costCenter", ["extension_5b1f0c_", "costCenter"]),
    ],
)
def test_lines_break_between_words(text: str, lines: list[str]) -> None:
    assert fold(text, 19).split("\n") == lines


def test_evaluation_is_explained() -> None:
    condition = compare("[jobTitle]", "=", "x")
    source = call("IIF", condition=condition, valueIfTrue="a", valueIfFalse="[displayName]")
    outcome = target(ada(of(row("title", source))), "title")
    assert outcome.trace is not None
    assert render_trace(outcome.trace).splitlines() == [
        'IIF → "Ada Lovelace"',
        '├── condition: [jobTitle] = "x" → "False"',
        '│   an absent value is compared as ""; Microsoft documents that this test fails',
        "│   └── left: [jobTitle] → absent",
        '├── valueIfTrue: "a"  not evaluated',
        '└── valueIfFalse: [displayName] → "Ada Lovelace"',
    ]


def test_deep_expressions_are_shown_as_deep_as_there_is_room() -> None:
    source: Any = "[displayName]"
    for _ in range(300):
        source = call("ToUpper", source=source)
    found = ada(of(row("title", source)))
    text = preview_text.render([found], explained=lambda _: True)
    assert "… deeper steps are left out" in text
    steps = json.loads(json.dumps(preview_json.encode(found, lambda _: True)))["targets"][3][
        "steps"
    ]
    assert steps[-1]["depth"] == 300


@given(st.text(st.characters(), max_size=30))
def test_nothing_of_other_peoples_data_acts_on_a_terminal(text: str) -> None:
    shown = revealed(text)
    assert shown.isprintable()
    assert (shown == text) is text.isprintable()


def test_what_was_assumed_is_in_the_json() -> None:
    told = preview_json.encode(ada(without="deletedDateTime"))["softDeleted"]
    assert told == {
        "is": False,
        "because": [],
        "unknown": [],
        "doubt": None,
        "assumed": ["deletedDateTime"],
    }


def test_guests_are_previewed_under_their_own_address() -> None:
    found = ada(userPrincipalName="ada_fabrikam.com#EXT#@contoso.onmicrosoft.com")
    assert target(found, "userName").on_create == Value("ada@fabrikam.com")
    (note,) = found.notes
    assert "`ada@fabrikam.com`" in note
    assert "undone" in note
    (note,) = ada(userPrincipalName="ada#EXT#@contoso.com").notes
    assert "holds no address" in note

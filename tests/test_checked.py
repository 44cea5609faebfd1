"""Values that Webex's schema has no room for, each named with its row."""

from __future__ import annotations

import pytest

from mapping_dsl.preview.checked import violations
from mapping_dsl.preview.preview import preview
from mapping_dsl.preview.record import to_record
from mapping_dsl.report.preview_words import assumptions
from mapping_dsl.requests.predict import predict
from models import row
from previews import ADA, ada, of
from webex_people import MANAGER, USERS, group

LONG = "x" * 300
CONTACT = {"@odata.type": "#microsoft.graph.orgContact", "id": "c"}
FAX = 'phoneNumbers[type eq "%s"].value'


def wrong(target: str, value: str, **fields: str) -> list[str]:
    found = violations(ada(of(row(target, value)), **fields))
    assert all(one.row.target.path == target for one in found)
    return [one.what for one in found]


@pytest.mark.parametrize(
    ("target", "value", "what"),
    [
        ("nickName", LONG, "it has 300 characters, and Webex has room for 256"),
        ("nickName", "😀" * 129, "it has 258 characters, and Webex has room for 256"),
        ('addresses[type eq "work"].postalCode', LONG, "it has 300 characters, and Webex has"),
        ("userType", "robot", "it is none of user, room, external_calling, calling_service"),
        ("preferredLanguage", "en-US", "it is not in the form `ll_CC`, such as `en_US`"),
        ("locale", "English", "it is not in the form `ll_CC`, such as `en_US`"),
        ("timezone", "Pacific Standard Time", "it is no IANA name such as "),
        ("profileUrl", "contoso.com/ada", "it is no whole URL"),
        ('addresses[type eq "home"].country', "Germany", "it is no code of two letters, as all"),
        ('emails[type eq "home"].value', "ada", "it is no e-mail address"),
        ('emails[type eq "work"].value', "b@contoso.com", "the work address must equal `userName`"),
        (FAX % "isdn", "1", "`isdn` is no type of `phoneNumbers`: work, mobile, fax, "),
    ],
)
def test_a_value_that_does_not_fit(target: str, value: str, what: str) -> None:
    (found,) = wrong(target, value)

    assert found.startswith(what)


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ("nickName", "x" * 256),
        ("nickName", ""),
        ("userType", "user"),
        ("preferredLanguage", "en_US"),
        ("timezone", "Europe/London"),
        ("profileUrl", "https://contoso.com/ada"),
        ('addresses[type eq "work"].country', "GB"),
        ('emails[type eq "work"].value', "ADA@contoso.com"),
        (FAX % "fax", "+44 20 7946 0001"),
    ],
)
def test_a_value_that_fits(target: str, value: str) -> None:
    assert wrong(target, value) == []


@pytest.mark.parametrize("name", ["ada", f"{'x' * 65}@contoso.com"])
def test_a_user_name(name: str) -> None:
    (found,) = violations(ada(userPrincipalName=name))

    assert found.row.target.path == "userName"
    assert found.value == name
    assert found.what.startswith("it is no e-mail address with at most 64 characters before")


def test_a_default_is_a_value() -> None:
    rows = of(row("preferredLanguage", "[preferredLanguage]", default="en-US"))

    (found,) = violations(ada(rows, preferredLanguage=None))

    assert found.value == "en-US"
    assert violations(ada(rows, preferredLanguage="en_US")) == ()


def test_too_many_values() -> None:
    target = "urn:scim:schemas:extension:cisco:webexidentity:2.0:User:macAddresses"

    found = violations(
        ada(of(row(target, "[proxyAddresses]")), proxyAddresses=[*map(str, range(51))])
    )

    assert {one.what for one in found} == {"it is one of 51 values, and Webex has room for 50"}


@pytest.mark.parametrize(
    ("zone", "fits"), [("Europe/Berlin", True), ("Europe/Nowhere", False), ("CET5", False)]
)
def test_a_time_zone_that_there_is(zone: str, *, fits: bool) -> None:
    assert (wrong("timezone", zone) == []) is fits


def test_half_a_character() -> None:
    assert wrong("title", "x\ud83dy") == ["it has half of a surrogate pair, which is no character"]
    assert wrong("title", "x\N{ROCKET}y") == []


def test_another_system_has_another_schema() -> None:
    one = ada(of(row("nickName", LONG))).but(system="other")

    assert violations(one) == ()


@pytest.mark.parametrize("name", ["pager", "home", "other", "alternate1"])
def test_a_type_of_which_ciscos_documents_differ(name: str) -> None:
    (found,) = wrong(FAX % name, "+44 20 7946 0001")

    assert found.startswith(f"Cisco's documents do not agree that there is `{name}`: the ")


def test_how_many_members_a_group_has() -> None:
    at_most = [f"p{number}" for number in range(500)]
    (found,) = violations(group(*at_most, "one more"))

    assert violations(group(*at_most)) == ()
    assert (found.target.name, found.value) == ("members", "501 values")
    assert found.what.startswith("Webex's schema has room for 500, and Control Hub's page")


def test_who_is_never_provisioned_is_no_member() -> None:
    kinds = {"a": "user", "b": "group", "c": "device", "d": "servicePrincipal"}
    members = [{"@odata.type": f"#microsoft.graph.{k}", "id": id_} for id_, k in kinds.items()]

    one = group(members=members)
    (patch,) = [request for request in predict(one) if request.method == "PATCH"]

    assert [each.value for each in violations(one)] == ["device c", "servicePrincipal d"]
    assert [each for each in assumptions(one) if "group b is provisioned too" in each]
    assert "of a" in str(patch.body)
    assert "of b" in str(patch.body)
    assert "of c" not in str(patch.body)


def test_a_contact_is_no_manager() -> None:
    one = preview(USERS, to_record(ADA | {"manager": CONTACT}, missing_is_absent=True))

    (found,) = violations(one)

    assert (found.target.name, found.value) == (MANAGER, "orgContact c")
    assert [request.method for request in predict(one)] == ["GET", "POST"]

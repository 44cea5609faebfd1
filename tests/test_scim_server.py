"""Every predicted request goes to a real SCIM server; what it has then is what was predicted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapping_dsl.preview.preview import Preview
from mapping_dsl.requests.applied import applied
from mapping_dsl.requests.bulk import MOST, bulk
from mapping_dsl.requests.predict import predict, prediction
from mapping_dsl.requests.references import Acquaintances
from mapping_dsl.requests.request import Dialect, Request, deleted
from previews import ADA
from share import share
from stricter import STRICTER
from webex_people import GRACE, MANAGER, ada, group

pytestmark = pytest.mark.slow  # it starts a server

dialects = pytest.mark.parametrize("dialect", Dialect)
Json = dict[str, Any]


def plain(found: Any) -> Json:
    """Return an object without what the server adds, or leaves out for it is empty."""
    aside = ("schemas", "meta", "roles")
    return {name: _plain(v) for name, v in found.items() if name not in aside and v != []}


def _plain(value: Any) -> Any:
    """Return a value with its parts in one order, and members without their addresses."""
    if isinstance(value, list):
        return sorted(map(_plain, value), key=repr)
    if isinstance(value, dict):
        return {name: _plain(value[name]) for name in sorted(value) if name != "$ref"}
    return value


def created(webex: Any, one: Preview, **ids: str) -> Json:
    requests = predict(one, None, ids=ids)
    id_ = webex.send_all(requests)
    found: Json = webex.read(one.kind, id_)
    assert plain(found) == plain(applied(requests, None, id_=id_))
    return found


def changed(webex: Any, now: Json, one: Preview, dialect: Dialect, **ids: str) -> Json:
    """Send what is predicted, and hold what is there then against the prediction."""
    requests = predict(one, now, dialect, linked=True, ids=ids)
    webex.send_all(requests)
    found: Json = webex.read(one.kind, now["id"])
    assert plain(found) == plain(applied(requests, now))
    assert writes(predict(one, found, dialect, linked=True, ids=ids)) == []
    return found


def writes(requests: tuple[Request, ...]) -> list[str]:
    return [request.method for request in requests if request.method != "GET"]


@dialects
def test_a_second_run_sends_nothing(webex: Any, dialect: Dialect) -> None:
    one = ada(mobilePhone="+44 20 7946 0002", city="London", givenName="Ada")

    found = created(webex, one)
    again = prediction(one, found, dialect)

    assert [request.method for request in again.requests] == ["GET"]
    assert [user["id"] for user in webex.found(again.requests[0])] == [found["id"]]
    assert again.stopped
    assert str(again.stopped) == "nothing: Webex has all that would be sent"


@pytest.mark.parametrize("name", ["o'neil+a&b=c#1@contoso.com", "ada%20@contoso.com"])
def test_a_match_query_finds_any_name(webex: Any, name: str) -> None:
    one = ada(userPrincipalName=name)

    found = created(webex, one)

    assert webex.found(predict(one)[0])[0]["id"] == found["id"]
    assert webex.found(predict(ada())[0]) == []


@dialects
def test_a_change(webex: Any, dialect: Dialect) -> None:
    now = created(webex, ada(jobTitle="Clerk", givenName="Ada", surname="King"))

    found = changed(
        webex,
        now,
        ada(
            jobTitle="Countess",
            givenName="Augusta",
            mobilePhone="+44 20 7946 0002",
            city="London",
            onPremisesExtensionAttributes={"extensionAttribute1": "9"},
        ),
        dialect,
    )

    assert (found["title"], found["name"]["givenName"]) == ("Countess", "Augusta")
    assert found["name"]["familyName"] == "King"  # absent now, and kept


@dialects
def test_what_is_not_sent(webex: Any, dialect: Dialect) -> None:
    now = created(webex, ada(jobTitle="Clerk", displayName="Ada", employeeId="a"))

    requests = predict(ada(displayName="ADA", employeeId="b"), now, dialect, linked=True)

    assert writes(requests) == []  # an absent title, another case, a create-only nickName


@dialects
def test_a_rename_keeps_the_user(webex: Any, dialect: Dialect) -> None:
    now = created(webex, ada())
    new = ada(userPrincipalName="king@contoso.com")

    assert writes(predict(new, now, dialect)) == ["POST"]  # to a stranger it is somebody else
    assert changed(webex, now, new, dialect)["userName"] == "king@contoso.com"


@dialects
def test_deactivated_deleted_and_restored(webex: Any, dialect: Dialect) -> None:
    now = created(webex, ada())
    renamed = f"11111111222243338444555555555555{ADA['userPrincipalName']}"
    binned = ada(userPrincipalName=renamed, deletedDateTime="2030-01-01T00:00:00Z")

    blocked = changed(webex, now, ada(accountEnabled=False), dialect)
    assert blocked["active"] is False

    gone = changed(webex, blocked, binned, dialect)
    assert (gone["active"], gone["userName"]) == (False, renamed)

    back = changed(webex, gone, ada(), dialect)
    assert plain(back) == plain(now)


def test_deleted_for_good_and_created_anew(webex: Any) -> None:
    now = created(webex, ada())
    requests = deleted("users", now, "deleted for good")

    webex.send_all(requests)

    assert applied(requests, now) is None
    assert webex.read("users", now["id"]) is None
    assert created(webex, ada())["id"] != now["id"]


def test_a_name_that_is_taken_is_refused(webex: Any) -> None:
    created(webex, ada())
    post = predict(ada(), None)[1]

    assert webex.send(post).status_code == 409


@dialects
def test_a_manager_comes_later(webex: Any, dialect: Dialect) -> None:
    grace = created(webex, ada(id=GRACE, userPrincipalName="grace@contoso.com"))
    now = created(webex, ada(manager={"id": GRACE}))  # not known to be in Webex: skipped
    assert "manager" not in str(now)

    one = ada(manager={"id": GRACE})
    found = changed(webex, now, one, dialect, **{GRACE: grace["id"]})

    assert found[MANAGER.removesuffix(":manager")]["manager"]["value"] == grace["id"]


@dialects
def test_a_group_and_its_members(webex: Any, dialect: Dialect) -> None:
    one, two = (created(webex, ada(id=i, userPrincipalName=f"{i}@contoso.com")) for i in "ab")
    ids = {"a": one["id"], "b": two["id"]}

    now = created(webex, group("a"), **ids)
    assert [member["value"] for member in now["members"]] == [one["id"]]

    both = changed(webex, now, group("a", "b", displayName="Sales EMEA"), dialect, **ids)
    assert len(both["members"]) == 2

    last = changed(webex, both, group("b", displayName="Sales EMEA"), dialect, **ids)
    assert [member["value"] for member in last["members"]] == [two["id"]]

    empty = changed(webex, last, group(displayName="Sales EMEA"), dialect, **ids)
    assert empty.get("members", []) == []


def test_bulk(webex: Any) -> None:
    people = [ada(id=f"p{n}", userPrincipalName=f"p{n}@contoso.com") for n in range(120)]
    requests = bulk((one.record.name, predict(one)) for one in people)

    assert [len((request.body or {})["operations"]) for request in requests] == [MOST, 20]
    for request in requests:
        answers = webex.send(request).json()["Operations"]
        assert {one["status"] for one in answers} == {"201"}
    for one in people[::40]:
        (found,) = webex.found(predict(one)[0])
        assert writes(predict(one, found)) == []


@dialects
def test_bulk_changes(webex: Any, dialect: Dialect) -> None:
    names = ["p1", "p2"]
    people = [ada(id=n, userPrincipalName=f"{n}@contoso.com", jobTitle="Clerk") for n in names]
    now = [created(webex, one) for one in people]
    later = [
        ada(id=n, userPrincipalName=f"{n}@contoso.com", jobTitle="Countess", accountEnabled=False)
        for n in names
    ]

    pairs = list(zip(later, now, strict=True))
    (request,) = bulk(("", predict(one, user, dialect, linked=True)) for one, user in pairs)
    answers = webex.send(request).json()["Operations"]

    assert {one["status"] for one in answers} <= {"200", "204"}
    for one, user in pairs:
        found = webex.read("users", user["id"])
        assert (found["title"], found["active"]) == ("Countess", False)
        assert plain(found) == plain(applied(predict(one, user, dialect, linked=True), user))


@dialects
def test_a_group_of_whom_only_some_are_known(webex: Any, dialect: Dialect) -> None:
    one, two = (created(webex, ada(id=i, userPrincipalName=f"{i}@contoso.com")) for i in "ab")
    now = created(webex, group("b"), b=two["id"])
    some = Acquaintances({"a": one["id"]})

    mixed = prediction(group("a", "b"), now, dialect, linked=True, ids=some)
    left = prediction(group("a"), now, dialect, linked=True, ids=some)
    webex.send_all(left.requests)

    assert (writes(mixed.requests), bool(mixed.stopped)) == ([], True)  # b may be there already
    assert len(webex.read("groups", now["id"])["members"]) == 2  # and who is there stays


def test_a_record_stays_in_one_bulk_request() -> None:
    managed = [
        ada(id=f"p{n}", userPrincipalName=f"p{n}@contoso.com", manager={"id": "m"})
        for n in range(67)
    ]
    first, *rest = bulk((str(one.record.values["objectId"]), predict(one)) for one in managed)
    operations = (first.body or {})["operations"]

    assert (len(operations), len(rest)) == (100, 1)
    assert [operations[0]["bulkId"], operations[50]["path"]] == ["1", "/Users/bulkId:1"]


@pytest.mark.parametrize("which", STRICTER)
def test_where_the_server_is_stricter_than_entra(webex: Any, which: str) -> None:
    now = created(webex, ada())
    match which:
        case "unknown schema":
            created(webex, group())
        case "manager as text":
            one = ada(manager={"id": GRACE})
            changed(webex, now, one, Dialect.PLAIN, **{GRACE: now["id"]})
        case "add to no item":
            changed(webex, now, ada(mobilePhone="+44 20 7946 0002"), Dialect.PLAIN)
        case _:
            made = created(webex, group("a"), a=now["id"])
            changed(webex, made, group(), Dialect.PLAIN, a=now["id"])

    assert which in webex.refused


TEXTS = st.text("aÅ😀\"'\\%&+ .", min_size=1, max_size=8).filter(lambda text: text == text.strip())
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "displayName": TEXTS,
        "givenName": TEXTS | st.none(),
        "surname": TEXTS | st.none(),
        "jobTitle": TEXTS | st.none(),
        "department": TEXTS | st.none(),
        "mobilePhone": TEXTS | st.none(),
        "city": TEXTS | st.none(),
        "accountEnabled": st.booleans(),
        "userPrincipalName": st.sampled_from(["ada@contoso.com", "king@contoso.com"]),
    },
)


@dialects
@settings(max_examples=share(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(CHANGES, min_size=1, max_size=4))
def test_any_changes(webex: Any, dialect: Dialect, steps: list[Json]) -> None:
    now = created(webex, ada())
    for step in steps:
        now = changed(webex, now, ada(**step), dialect)
    webex.send_all(deleted("users", now, "for the next example"))

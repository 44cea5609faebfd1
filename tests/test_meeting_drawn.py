"""Whoever meets whom: no object and no name is two people's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapping_dsl.requests.meeting import Meets, meet
from previews import ADA, ada
from webex_people import GRACE

OWN = ADA["id"]
NAMES = st.sampled_from(["ada@contoso.com", "ADA@contoso.com", "b@contoso.com", "c@contoso.com"])
IDS = st.sampled_from([str(OWN), GRACE, "7", "8"])
PEOPLE = st.lists(st.tuples(NAMES, IDS, st.booleans()), max_size=4, unique_by=lambda one: one[1])
USERS = st.lists(st.tuples(NAMES, IDS | st.none()), max_size=4)


@given(people=PEOPLE, listed=USERS, linked=st.booleans())
def test_no_object_and_no_name_is_two_peoples(
    people: list[tuple[str, str, bool]], listed: list[tuple[str, str | None]], *, linked: bool
) -> None:
    users = [
        {"id": f"w{n}", "userName": name, "externalId": id_} for n, (name, id_) in enumerate(listed)
    ]
    records = [ada(userPrincipalName=name, id=id_, accountEnabled=on) for name, id_, on in people]

    found = meet(records, users, linked=linked).meetings
    matched = [one.found[0]["id"] for one in found if one.meets is Meets.MATCHED]
    made = [one.preview.matches[0].query.lower() for one in found if one.meets is Meets.CREATED]

    assert len(found) == len(records)
    assert len(set(matched)) == len(matched)
    assert len(set(made)) == len(made)
    assert not {f'username eq "{name.lower()}"' for name, _ in listed} & set(made)

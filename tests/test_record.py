"""Records: from the JSON that people have to the values that Entra's provisioning sees."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping_dsl.errors import ToolError
from mapping_dsl.evaluate.result import Absent, Failed, Result, Unknown, Value, look_up, settle
from mapping_dsl.preview.guest import own_address
from mapping_dsl.preview.record import Record, read_records, to_record

GRAPH_ADA = {
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users/$entity",
    "id": "11111111-2222-4333-8444-555555555555",
    "userPrincipalName": "ada@contoso.com",
    "mail": None,
    "accountEnabled": True,
    "businessPhones": ["+44 20 7946 0001", "+44 20 7946 0002"],
    "mobilePhone": "+44 7700 900123",
    "faxNumber": None,
    "officeLocation": "B 12",
    "otherMails": [],
    "proxyAddresses": ["SMTP:ada@contoso.com", "smtp:al@contoso.com"],
    "manager": {"@odata.type": "#microsoft.graph.user", "id": "99999999-0000"},
    "onPremisesExtensionAttributes": {"extensionAttribute1": "x", "extensionAttribute2": None},
    "employeeOrgData": None,
    "extension_0123456789abcdef0123456789abcdef_cost": 4711,
    "onPremisesSyncEnabled": False,
}


def found(record: Record, name: str) -> Result:
    return settle(lambda: look_up(record.values, name))


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("objectId", Value("11111111-2222-4333-8444-555555555555")),
        ("id", Unknown(("id",))),
        ("userPrincipalName", Value("ada@contoso.com")),
        ("originalUserPrincipalName", Value("ada@contoso.com")),
        ("mail", Absent()),
        ("accountEnabled", Value("True")),
        ("dirSyncEnabled", Value("False")),
        ("telephoneNumber", Value("+44 20 7946 0001")),
        ("mobile", Value("+44 7700 900123")),
        ("facsimileTelephoneNumber", Absent()),
        ("physicalDeliveryOfficeName", Value("B 12")),
        ("otherMails", Absent()),
        ("proxyAddresses", Value(("SMTP:ada@contoso.com", "smtp:al@contoso.com"))),
        ("manager", Value("99999999-0000")),
        ("extensionAttribute1", Value("x")),
        ("extensionAttribute2", Absent()),
        ("extensionAttribute3", Unknown(("extensionAttribute3",))),
        ("employeeOrgData.costCenter", Absent()),
        ("extension_0123456789abcdef0123456789abcdef_cost", Value("4711")),
        ("displayName", Unknown(("displayName",))),
        ("@odata.context", Unknown(("@odata.context",))),
        ("IsSoftDeleted", Unknown(("IsSoftDeleted",))),
    ],
)
def test_a_graph_user_has_provisioning_names(name: str, result: Result) -> None:
    (ada,) = read_records(json.dumps(GRAPH_ADA), "ada.json")
    assert found(ada, name) == result


def test_provisioning_names_are_taken_too_and_win() -> None:
    record = to_record({"objectId": "1", "id": "2", "telephoneNumber": "3", "businessPhones": []})
    assert record.values == {"objectId": "1", "telephoneNumber": "3"}


def test_what_is_missing_can_be_read_as_absent() -> None:
    (ada,) = read_records('{"mail": "ada@contoso.com"}', "ada.json", missing_is_absent=True)
    assert found(ada, "displayName") == Absent()
    assert found(ada, "mail") == Value("ada@contoso.com")


def test_a_group() -> None:
    fields = {"id": "1", "displayName": "Sales", "members": [{"id": "2"}, "3"]}
    group = to_record(fields, kind="groups")
    assert group.values == {"objectId": "1", "displayName": "Sales", "members": ("2", "3")}


@pytest.mark.parametrize(
    ("written", "result"),
    [
        ({"displayName": 12}, Value("12")),
        ({"displayName": 1.50}, Value("1.5")),
        ({"displayName": True}, Value("True")),
        ({"displayName": ["a"]}, Failed("`displayName` is a list of 1, where one value is meant")),
        ({"displayName": []}, Absent()),
        ({"displayName": {}}, Failed("`displayName` is an object, where one value is meant")),
    ],
)
def test_odd_values_are_errors_of_their_attribute_alone(
    written: dict[str, Any], result: Result
) -> None:
    record = to_record(written | {"mail": "ada@contoso.com"})
    assert found(record, "displayName") == result
    assert found(record, "mail") == Value("ada@contoso.com")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ({"businessPhones": {"work": "1"}}, "telephoneNumber"),
        ({"onPremisesExtensionAttributes": ["x"]}, "extensionAttribute1"),
        ({"manager": {"displayName": "Grace"}}, "manager"),
        ({"proxyAddresses": [["a"]]}, "proxyAddresses"),
        ({"accountEnabled": "no"}, "accountEnabled"),
        ({"employeeHireDate": "tomorrow"}, "employeeHireDate"),
        ({"deletedDateTime": True}, "deletedDateTime"),
    ],
)
def test_wrong_shapes_say_so(written: dict[str, Any], name: str) -> None:
    result = found(to_record(written), name)
    assert isinstance(result, Failed)
    assert f"`{name}`" in result.message or next(iter(written)) in result.message


def test_roles_are_named_and_booleans_spelt_as_entra_does() -> None:
    roles = ["Reader", {"value": "Admin", "displayName": "Administrator"}, {"displayName": "X"}]
    record = to_record({"appRoleAssignments": roles, "accountEnabled": "false", "mail": "true"})
    assert record.values == {
        "appRoleAssignments": ("Reader", "Admin", "X"),
        "accountEnabled": "False",
        "mail": "true",
    }


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("ada_fabrikam.com#EXT#@contoso.onmicrosoft.com", "ada@fabrikam.com"),
        ("ada_de_la_cruz_fabrikam.com#ext#@contoso.com", "ada_de_la_cruz@fabrikam.com"),
        ("ada@contoso.com", None),
        ("ada#EXT#@contoso.com", None),
        ("_fabrikam.com#EXT#@contoso.com", None),
        ("ß_fabrikam.com#EXT#@contoso.com", "ß@fabrikam.com"),
    ],
)
def test_a_guest_keeps_their_own_address(name: str, own: str | None) -> None:
    assert own_address(name) == own
    values = to_record({"userPrincipalName": name}).values
    assert values == {"userPrincipalName": own or name, "originalUserPrincipalName": name}


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ('{"userPrincipalName": "ada@contoso.com"}', ["ada@contoso.com"]),
        ('\ufeff{"mail": "ada@contoso.com"}', ["ada@contoso.com"]),
        (b'\xef\xbb\xbf[{"displayName": "Ada"}, {"id": "2"}, {}]', ["Ada", "2", "record 3"]),
        ('{"@odata.nextLink": "x", "value": [{"id": "1"}]}', ["1"]),
    ],
)
def test_files_of_one_or_many(content: bytes | str, names: list[str]) -> None:
    records = read_records(content, "people.json")
    assert [record.name for record in records] == names
    assert [record.number for record in records] == list(range(1, len(names) + 1))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "people.json:1:1: not JSON: expecting value"),
        ('{"mail": "a",\n "mail" "b"}', "people.json:2:9: not JSON: expecting ':' delimiter"),
        (
            '{"id": "1"}\n{"id": "2"}',
            "people.json:2:1: not JSON: a second value; several records belong in one list",
        ),
        (
            '{"a": [1, {"b": 1, "b": 2}], "a": 0}',
            'people.json:1:20: the key "b" is given twice',
        ),
        ('{"a}": "{\\"", "\\u0061}": 0}', 'people.json:1:15: the key "a}" is given twice'),
        ("NaN", "people.json: not JSON: NaN is no number"),
        (b'{"a": 1,\n"b": "\xff"}', "people.json:2: not UTF-8: byte 0xff"),
        ('{"a": "ä"}'.encode("utf-16"), "people.json: is UTF-16; save it as UTF-8"),
        ("[]", "people.json: holds no record"),
        (
            '{"error": {"code": "Forbidden", "message": "Not\\nallowed."}}',
            (
                "people.json: is no record but an error that Graph answered with: "
                "Forbidden: Not allowed."
            ),
        ),
        ('{"value": []}', "people.json: holds no record"),
        ("[[]]", "people.json: record 1 is a list of 0, not an object"),
        ('[{}, "ada"]', "people.json: record 2 is a text or a number, not an object"),
        ("null", "people.json: the record is null, not an object"),
        ("[" * 100_000, "people.json: JSON that is nested too deeply to be a record"),
    ],
)
def test_bad_files_are_one_line(content: bytes | str, message: str) -> None:
    with pytest.raises(ToolError) as raised:
        read_records(content, "people.json")
    assert str(raised.value) == message


@given(st.text() | st.binary())
def test_any_bytes_are_records_or_one_line(content: bytes | str) -> None:
    told = "people.json"
    try:
        assert read_records(content, "people.json")
    except ToolError as error:
        told = str(error)
    assert told.startswith("people.json")
    assert "\n" not in told


KEYS = [*GRAPH_ADA, "objectId", "telephoneNumber", "members", "appRoleAssignments", "x"]
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
json_values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "value", "x"]), inner, max_size=3)
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(KEYS), json_values), st.sampled_from(["users", "groups"]))
def test_any_object_is_a_record_of_plain_values(fields: dict[str, Any], kind: str) -> None:
    record = to_record(fields, kind=kind)
    for name in KEYS:
        result = found(record, name)
        match result:
            case Value(tuple() as several):
                assert several
                assert all(isinstance(one, str) for one in several)
            case Value(one):
                assert isinstance(one, str)
            case Failed(message):
                assert "\n" not in message
            case Unknown((unknown,)):
                assert unknown == name
            case Unknown((), why):
                assert "a role's id" in why
            case _:
                assert result == Absent()

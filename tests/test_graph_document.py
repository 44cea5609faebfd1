"""What counts as the same document, and documents that are not what they should be."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given

from graph_cases import live
from mapping_dsl.errors import ToolError
from mapping_dsl.graph.document import differences, digest, parse
from test_merge_fuzz import DOCUMENT, mutants

ROW = "/synchronizationRules/0/objectMappings/0/attributeMappings/0"


def changed(pointer: str, value: Any) -> tuple[Any, Any]:
    """Return a live document, and the same with another value at a place, `...` for none."""
    old = live()
    new = deepcopy(old)
    *way, last = pointer.split("/")[1:]
    holder: Any = new
    for key in way:
        holder = holder[int(key)] if isinstance(holder, list) else holder[key]
    if value is ...:
        del holder[last]
    else:
        holder[int(last) if isinstance(holder, list) else last] = value
    return old, new


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/version", "another"),
        ("/version", ...),
        ("/@odata.context", ...),
        (f"{ROW}/defaultValue", ...),
        (f"{ROW}/flowType", ...),
        (f"{ROW}/source/expression", "[ userPrincipalName ]"),
        (f"{ROW}/somethingNew", None),
        (f"{ROW}/somethingNew", []),
        ("/synchronizationRules/0/objectMappings/0/flowTypes", "Delete,Add,Update"),
        (
            "/synchronizationRules/0/objectMappings/0/scope",
            {"categoryFilterGroups": [], "groups": [], "inputFilterGroups": []},
        ),
        ("/directories", live()["directories"][::-1]),
        ("/directories/0/version", "8"),
        ("/directories/0/discoverabilities", "None"),
        ("/directories/0/discoveryDateTime", "2026-11-23T08:00:00Z"),
    ],
)
def test_what_the_service_may_do(pointer: str, value: Any) -> None:
    assert differences(*changed(pointer, value)) == []


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        (f"{ROW}/defaultValue", ""),
        (f"{ROW}/flowType", "ObjectAddOnly"),
        (f"{ROW}/matchingPriority", 2),
        (f"{ROW}/matchingPriority", True),
        (f"{ROW}/source/name", "mail"),
        (f"{ROW}/source", None),
        (f"{ROW}/somethingNew", 1),
        ("/synchronizationRules/0/objectMappings/0/enabled", False),
        ("/synchronizationRules/0/objectMappings/0/flowTypes", "Add"),
        ("/synchronizationRules/0/objectMappings/0/scope", {"groups": [{"clauses": []}]}),
        ("/synchronizationRules/0/priority", 7),
        ("/directories/0/somethingNew", ...),
        ("/directories/0/objects/0/attributes", []),
        ("/provisioningTaskIdentifier", "x"),
    ],
)
def test_what_it_may_not_do(pointer: str, value: Any) -> None:
    old, new = changed(pointer, value)

    assert differences(old, new)
    assert differences(new, old)


@given(mutants(), mutants())
def test_any_document(one: Any, other: Any) -> None:
    texts = [json.dumps(each).encode() for each in (one, other)]

    assert differences(one, one) == []
    for each in (one, other):
        differences(DOCUMENT, each)
    assert (digest(texts[0], "x") == digest(texts[1], "x")) is (one == other)


def test_digest_is_of_the_meaning() -> None:
    text = json.dumps(live())
    spaced = json.dumps(live(), indent=7, sort_keys=True, ensure_ascii=False)

    assert digest(text.encode(), "x") == digest(b"\xef\xbb\xbf" + spaced.encode(), "x")
    assert digest(b"[1.10]", "x") != digest(b"[1.1]", "x") != digest(b'["1.1"]', "x")
    assert digest(b"[true]", "x") != digest(b"[1]", "x")


def test_depth() -> None:
    deep = b"[" * 4000 + b"]" * 4000

    assert digest(deep, "x") == digest(deep, "x")
    assert differences(parse(deep, "x"), parse(deep, "x")) == []
    with pytest.raises(ToolError, match="levels deep"):
        parse(b"[" * 9000, "x")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" + b"1" * 9000 + b"]", b"[1,]"])
def test_what_is_no_json(content: bytes) -> None:
    with pytest.raises(ToolError, match=r"^x:"):
        parse(content, "x")

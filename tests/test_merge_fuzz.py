"""Live documents that are not what they should be: never a traceback, and nothing is lost."""

import json
from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mapping_dsl.json_spans import Node, read
from mapping_dsl.source import Source
from mapping_dsl.targets.entra.changes import Unmanaged
from mapping_dsl.targets.entra.merge import Merged, merge
from restyle import STYLES
from test_merge import LIVE, mapping_of

CASES = ["default", "source", "clause", "scope-wider", "added", "options", "dropped", "users-only"]
WRONG: list[Any] = [None, True, 7, 1.5, "", "x", [], [None], {}, {"unknown": 1}, [[]], [{"a": []}]]
UNKNOWN = "unknownü"
OURS = {"parameters", "scope"}
DOCUMENT = json.loads(LIVE)


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the ways to all that is inside."""
    children = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, child in children:
        found.append((*way, key))
        if isinstance(child, dict | list):
            found += places(child, (*way, key))
    return found


RULES = [one for one in places(DOCUMENT) if one[0] in ("synchronizationRules", "directories")]
"""Short ways first, so that what is drawn is often far up."""
RULES.sort(key=len)


@st.composite
def mutants(draw: st.DrawFn) -> Any:
    """Draw a live document with some of it missing, of a wrong type, twice or elsewhere."""
    document = deepcopy(DOCUMENT)
    for way in draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=4)):
        holder = document
        try:
            for key in way[:-1]:
                holder = holder[key]
            held = holder[way[-1]]
        except (KeyError, IndexError, TypeError):
            continue
        what = draw(st.sampled_from(["wrong", "remove", "twice", "unknown", "reverse"]))
        if what == "wrong":
            holder[way[-1]] = draw(st.sampled_from(WRONG))
        elif what == "remove":
            holder.pop(way[-1])
        elif what == "twice" and isinstance(holder, list):
            holder.append(deepcopy(held))
        elif what == "unknown" and isinstance(held, dict):
            held["unknownüs"] = {"deep": [1, {"deeper": None}]}
        elif what == "reverse" and isinstance(held, list):
            held.reverse()
    return document


def unknowns(node: Node) -> int:
    """Count the unknown keys, but in filters and in arguments of functions, which are ours."""
    return sum(
        (member.key == UNKNOWN) + (member.key not in OURS and unknowns(member.value))
        for member in node.members
    ) + sum(map(unknowns, node.items))


def merged(text: str, case: str, unmanaged: Unmanaged) -> Merged:
    return merge(Source("live.json", text), mapping_of(f"merge/{case}")[0], unmanaged)


@given(
    mutants(),
    st.sampled_from(CASES),
    st.sampled_from(list(STYLES.values())),
    st.sampled_from(list(Unmanaged)),
)
def test_a_mutant_gives_an_answer(document: Any, case: str, style: Any, how: Unmanaged) -> None:
    text = style.text(document)
    done = merged(text, case, how)
    if done.text is None:
        assert any(finding.severity == "error" for finding in done.findings)
        return
    again = merged(done.text, case, how)

    assert again.text == done.text
    assert bool(done.changes) == (done.text != text)
    if how is Unmanaged.KEEP and case != "dropped":
        assert unknowns(read(done.text)) == unknowns(read(text))

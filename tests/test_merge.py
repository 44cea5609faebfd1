"""A mapping into a live schema: exactly what it says changes, in whatever style that is written."""

import json
import time
from difflib import unified_diff
from typing import Any

import pytest

from golden import CASES, cases
from mapping_dsl import files
from mapping_dsl.api.compile import Into, compile_mapping
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.encoded import decode
from mapping_dsl.report.text import render
from mapping_dsl.resolve.model import Mapping
from mapping_dsl.source import Source
from mapping_dsl.targets.entra.merge import Merged, Unmanaged, merge
from restyle import STYLES, Style

LIVE = (CASES / "merge/webex.json").read_text("utf-8")
MERGED = cases("merge")


def mapping_of(case: str) -> tuple[Mapping, Unmanaged]:
    """Return a case's mapping, and the option that its first line names."""
    path = CASES / f"{case}.mapping"
    source = Source(path.name, files.read_text(str(path)))
    first = source.line(1)
    option = first.removeprefix("# --unmanaged ") if first.startswith("# ") else "fail"
    return PLAIN.read(source).mapping, Unmanaged(option)


def merged(case: str, text: str = LIVE) -> Merged:
    mapping, unmanaged = mapping_of(case)
    return merge(Source("webex.json", text), mapping, unmanaged)


def shown(done: Merged) -> str:
    """Return what was merged as a diff, what was changed, and what is told."""
    text = LIVE if done.text is None else done.text
    old, new = (one.splitlines(keepends=True) for one in (LIVE, text))
    changes = "".join(f"{one.what} {one.pointer} {one.subject}\n" for one in done.changes)
    diff = "".join(unified_diff(old, new, "webex.json", "webex.json", n=2))
    return f"{diff}\n{changes}\n{render(done.findings)}"


@pytest.mark.parametrize("case", MERGED)
def test_a_merge_changes_what_the_mapping_says(case: str, golden: Any) -> None:
    assert shown(merged(case)) == golden(name=f"{case}.want.txt")


def test_what_says_the_same_is_the_same_to_the_byte() -> None:
    done = merged("merge/unchanged")

    assert done.text == LIVE
    assert not done.changes
    assert not done.findings


@pytest.mark.parametrize("case", MERGED)
def test_what_was_merged_says_the_same(case: str) -> None:
    done = merged(case)
    if done.text is not None:
        again = merged(case, done.text)
        assert again.text == done.text
        assert not again.changes


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("case", MERGED)
def test_a_merge_keeps_the_style(case: str, style: Style) -> None:
    """What is merged is what the same program would have written of the merged value."""
    plain = merged(case)
    if plain.text is None:
        return
    text, encoding = decode(style.content(json.loads(LIVE)), "live.json")

    done = merged(case, text)

    assert done.text is not None
    assert encoding.encode(done.text) == style.content(json.loads(plain.text))
    assert done.changes == plain.changes


def test_compiled_into_itself(tmp_path: Any) -> None:
    """What `compile` writes is a schema that the mapping has nothing to change in."""
    for name in ("webex-default", "contoso", "branch-office", "other-system"):
        path = str(CASES.parents[1] / f"samples/{name}.mapping")
        plain = compile_mapping(path, "entra", day="2026-01-01")
        assert plain.content
        live = tmp_path / "live.json"
        live.write_bytes(plain.content)

        done = compile_mapping(path, "entra", day="2026-01-01", into=Into(str(live)))

        assert done.content == plain.content
        assert not done.changes


def test_a_large_document_is_merged_in_time() -> None:
    document = json.loads(LIVE)
    rows = document["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"]
    rows += [{**rows[1], "targetAttributeName": f"custom{n}"} for n in range(1000)]
    text = json.dumps(document, indent=2)
    start = time.process_time()

    done = merge(Source("x", text), mapping_of("merge/default")[0], Unmanaged.DROP)

    assert time.process_time() - start < 5
    assert done.text is not None
    assert len(done.changes) == 1001

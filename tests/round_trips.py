"""What must hold of a document and the mapping that says the same, wherever that comes from."""

from __future__ import annotations

import json
from typing import Any

from mapping_dsl.encoded import decode
from mapping_dsl.resolve.model import Mapping
from mapping_dsl.source import Source
from mapping_dsl.targets.entra.changes import Unmanaged, What
from mapping_dsl.targets.entra.merge import Merged, merge
from restyle import Style


def merged(content: bytes, mapping: Mapping) -> tuple[Merged, bytes]:
    """Merge; return also the bytes that would be written."""
    text, encoding = decode(content, "live.json")
    done = merge(Source("live.json", text), mapping, Unmanaged.FAIL)
    assert done.text is not None, done.findings
    return done, encoding.encode(done.text)


def check_same(content: bytes, mapping: Mapping) -> None:
    """Check that the mapping has nothing to change in the document: not a byte."""
    done, written = merged(content, mapping)

    assert written == content
    assert not done.changes


def check_one_default(content: bytes, mapping: Mapping, at: int) -> None:
    """Check that another default of one row changes one line of the document, and that one only."""
    changed, target = with_default(mapping, at, "changedüs")
    before = decode(content, "live.json")[0]
    done, _ = merged(content, changed)
    assert done.text is not None

    old, new = before.splitlines(), done.text.splitlines()
    differing = [i for i, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    assert len(differing) == 1
    assert '"defaultValue"' in new[differing[0]]
    (change,) = done.changes
    assert (change.what, change.subject) == (What.CHANGED, target)


def check_style(content: bytes, mapping: Mapping, style: Style) -> None:
    """Check that what is merged into another style is what the other program would write."""
    plain, _ = merged(content, mapping)
    assert plain.text is not None

    _, written = merged(style.content(_value(decode(content, "")[0])), mapping)

    assert written == style.content(_value(plain.text))


def with_default(mapping: Mapping, at: int, default: str) -> tuple[Mapping, str]:
    """Return a mapping with another default in its row number `at`, and that row's target."""
    count, target, rules = 0, "", []
    for rule in mapping.rules:
        blocks = []
        for block in rule.object_mappings:
            rows = list(block.mappings)
            if count <= at < count + len(rows):
                rows[at - count] = rows[at - count].but(default=default)
                target = rows[at - count].target.path
            count += len(rows)
            blocks.append(block.but(mappings=tuple(rows)))
        rules.append(rule.but(object_mappings=tuple(blocks)))
    return mapping.but(rules=tuple(rules)), target


def _value(text: str) -> Any:
    return json.loads(text)

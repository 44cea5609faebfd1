"""A safe fix keeps the meaning: before it and after it every record comes to the same.

The mappings are the bad examples of the rules, and whatever lies below `cases` and `faults`, as far
as anything in them has such a fix. `test_rules.py` compares models; here what is sent is compared.
"""

from collections.abc import Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from drawn_records import Draw
from environments import example as environment
from golden import CASES
from mapping_dsl.api.lint import PLAIN, lint_source
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.evaluate.scope import in_scope
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.lang.environment import within
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.lint import fixing
from mapping_dsl.lint.context import KINDS
from mapping_dsl.resolve.model import ObjectMapping, reads
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse
from rule_examples import DAY, WITH_EXAMPLES, example
from share import share

FOLDERS = [CASES / name for name in ("syntax", "resolve", "lint", "fmt", "samples")]
FOLDERS.append(CASES.parent / "faults")


class Mended(NamedTuple):
    """A mapping in which one safe fix was applied."""

    name: str
    folder: Path
    before: str
    after: str


def texts() -> Iterator[tuple[str, Path, str]]:
    for rule in WITH_EXAMPLES:
        text = example(rule, "Bad")
        if text[0] != "[":
            yield rule.code, CASES, text
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*.mapping")):
            if ".want." not in path.name:
                yield str(path.relative_to(CASES.parent)), path.parent, path.read_text("utf-8")


@cache
def mended() -> list[Mended]:
    """Return every mapping once for each safe fix that something in it has.

    It takes seconds, so that it is for a test to ask, not for whoever collects the tests.
    """
    return list(_mended())


def _mended() -> Iterator[Mended]:
    for name, folder, text in texts():
        with chdir(folder):
            source = Source(name, text)
            told = lint_source(source, day=DAY).findings
        for finding in told:
            after, applied = fixing.apply(source, [finding], unsafe=False)
            if applied:
                yield Mended(
                    f"{name}-{finding.code}-{finding.place.span.start}", folder, text, after
                )


@cache
def blocks(mended: Mended, text: str) -> list[ObjectMapping]:
    with chdir(mended.folder):
        rules = PLAIN.read(Source(mended.name, text)).mapping.rules
    return [block for rule in rules for block in rule.object_mappings]


def sent(block: ObjectMapping, record: dict[str, Plain]) -> list[object]:
    """Return who is in scope, and what each row comes to, with when it is sent."""
    with within(environment()):
        scopes = [in_scope(scope.groups, record).holds for scope in block.scopes]
        rows = [
            (row.but(source=None), row.source and evaluate(row.source, record))
            for row in block.mappings
        ]
    return [block.kind, block.enabled, block.actions, *scopes, *rows]


def used(block: ObjectMapping) -> set[str]:
    names = {c.attribute for scope in block.scopes for group in scope.groups for c in group}
    return names.union(*(reads(row.source) for row in block.mappings))


def test_there_are_safe_fixes_of_several_rules() -> None:
    codes = {each.name.split("-")[-2] for each in mended()}

    assert codes >= {"MAP020", "MAP103", "MAP107", "MAP314"}


@settings(max_examples=share(60), deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_safe_fix_changes_nothing_for_any_record(seed: int) -> None:
    for each in mended():
        before, after = blocks(each, each.before), blocks(each, each.after)
        assert len(before) == len(after), each.name
        for one, other in zip(before, after, strict=True):
            kind = one.kind if one.kind in KINDS else "users"
            sources = {attribute.name: attribute for attribute in source_catalog(kind).attributes}
            record = Draw(seed).record(used(one) | used(other), sources)
            assert sent(one, record) == sent(other, record), each.name


def test_a_safe_fix_leaves_what_can_be_read() -> None:
    for each in mended():
        before, after = (parse(Source("a", text)) for text in (each.before, each.after))

        assert each.before != each.after
        assert len(after.findings) <= len(before.findings), each.name

"""What drawn mappings, expressions and scopes come to, and what `diff` says of them."""

from itertools import product
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import draw
import drawn_sources
from diffs import meant
from drawn_records import Draw
from golden import CASES
from imports import read_document
from mapping_dsl import files
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.diff.change import Risk
from mapping_dsl.diff.engine import changes
from mapping_dsl.diff.implication import relation
from mapping_dsl.diff.spelling import differs_in
from mapping_dsl.diff.truth import table
from mapping_dsl.evaluate.result import Value
from mapping_dsl.evaluate.scope import in_scope
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.fmt.format import format_text, print_file
from mapping_dsl.resolve.facts import of_attribute
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Attribute, Clause, Expression, Groups, Mapping
from mapping_dsl.source import Source
from mapping_dsl.targets.definitions import Definitions
from mapping_dsl.targets.entra.emit import emit
from models import block, call, mapping, row, rule, scope
from share import share

USERS = source_catalog("users")
SOURCES = {attribute.name: attribute for attribute in USERS.attributes}
KNOWN = Definitions((), USERS, scim=False)
MAPPINGS = sorted(str(p) for p in CASES.rglob("*.mapping") if "syntax" not in p.parts)


# --- the same ------------------------------------------------------------------------------------


@given(draw.files)
def test_a_drawn_file_has_not_changed(drawn: Any) -> None:
    source = Source("drawn.mapping", print_file(drawn))
    found = PLAIN.read(source).mapping
    again = PLAIN.read(Source("drawn.mapping", format_text(source).text)).mapping

    assert changes(found, found).changes == []
    assert changes(found, again).changes == []


@given(draw.files)
def test_what_is_emitted_and_imported_has_not_changed(drawn: Any) -> None:
    found = PLAIN.read(Source("drawn.mapping", print_file(drawn))).mapping
    check_emitted(found)


def check_emitted(whole: Mapping) -> None:
    """Check that a mapping and its JSON say the same, but for what no mapping can say.

    Aside are the system's name, which no JSON has, and declarations: an import has those only that
    rows need and the catalog lacks. A directory whose name is empty is read as the usual one.
    """
    read = read_document(emit(whole))
    listed = [each.unsaid.pointer for each in read.listed]
    named = all(each.source_directory and each.target_directory for each in whole.rules)
    if not (whole.rules and named) or any(
        each.startswith("/synchronizationRules") for each in listed
    ):
        return
    known = whole.but(declared=read.mapping.declared, system=read.mapping.system)
    found = changes(known, read.mapping)

    assert not found.crashes
    assert [c for c in found.changes if c.risk not in (Risk.STYLE, Risk.INFO)] == []


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.removeprefix(str(CASES)))
def test_formatting_changes_nothing(path: str) -> None:
    source = Source("a.mapping", files.decoded(Path(path).read_bytes(), path))
    formatted = format_text(source).text

    told = changes(
        PLAIN.read(source).mapping,
        PLAIN.read(Source("a.mapping", formatted)).mapping,
        respelled=formatted != source.text,
    )

    assert not told.crashes
    assert {change.risk for change in told.changes} <= {Risk.STYLE}


# --- values --------------------------------------------------------------------------------------

TARGETS = ["userName", "externalId", "active", "title", 'emails[type eq "work"].value']
sources = st.deferred(lambda: drawn_sources.text(2))  # deferred, since its name is 35 KB long
conditions = st.deferred(lambda: drawn_sources.condition(2))


def rows_to(target: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return st.builds(
        row,
        target,
        st.none() | sources,
        default=st.sampled_from([None, None, "n/a"]),
        flow_type=st.sampled_from(["Always", "Always", "ObjectAddOnly"]),
        matching_priority=st.sampled_from([0, 0, 1, 2]),
    )


rows = rows_to(st.sampled_from(TARGETS))
one_each = st.tuples(*(st.none() | rows_to(st.just(target)) for target in TARGETS))
clauses = st.builds(
    Clause,
    st.sampled_from(["country", "accountEnabled", "employeeId"]),
    st.sampled_from(["=", "<>", "matches", "not matches", "ends with", "includes", ">", ">="]),
    st.sampled_from(["US", "S", "^U", "UK", "10", "11", "True"]),
) | st.builds(
    Clause,
    st.sampled_from(["country", "accountEnabled"]),
    st.sampled_from(["is null", "is not null", "is true", "is false"]),
    st.none(),
)
bits = st.builds(
    Clause,
    st.just("employeeId"),
    st.sampled_from(["has bits", "lacks bits"]),
    st.sampled_from(["1", "2", "3"]),
)
groups: st.SearchStrategy[Groups] = st.lists(
    st.lists(clauses | bits, min_size=1, max_size=3).map(tuple), max_size=3
).map(tuple)
blocks = st.builds(
    lambda mapped, filters, actions: block(
        "users",
        *filter(None, mapped),
        scopes=(scope("groups", *filters),),
        actions=frozenset(actions),
    ),
    one_each,
    groups,
    st.sets(st.sampled_from(["create", "update", "delete"])),
)


@settings(max_examples=share(100))
@given(blocks)
def test_a_drawn_block_that_is_emitted_and_imported_has_not_changed(drawn: Any) -> None:
    check_emitted(mapping(rule(drawn)))


def outcome(objects: Any, record: dict[str, Any]) -> object:
    """Return all that a tenant does with one record: in scope, matched by, sent what and when."""
    sent = {
        r.target.key: (
            None if r.source is None else evaluate(r.source, record),
            r.default,
            r.flow_type,
        )
        for r in objects.mappings
    }
    ranked = sorted((r.matching_priority, r.target.key) for r in objects.mappings)
    matched = [key for priority, key in ranked if priority]
    return in_scope(objects.scopes[0].groups, record).holds, objects.actions, matched, sent


def possible(record: dict[str, Any]) -> dict[str, Any]:
    """Make a record as Entra has it: a blocked account always counts as soft-deleted."""
    blocked = record.get("accountEnabled") == "False"
    return {**record, "IsSoftDeleted": "True"} if blocked else record


names = sorted({*drawn_sources.TEXT_ATTRIBUTES, *drawn_sources.LISTS, "employeeId", "country"})


@settings(max_examples=share(150))
@given(blocks, blocks, st.integers(0, 2**32))
def test_what_alters_an_output_is_never_style(old: Any, new: Any, seed: int) -> None:
    drawn = Draw(seed)
    found = changes(mapping(rule(old)), mapping(rule(new)))
    assert not found.crashes
    told = [change for change in found.changes if change.risk not in (Risk.STYLE, Risk.INFO)]

    for _ in range(5):
        record = possible(drawn.record(names, SOURCES))
        if not told:
            assert outcome(old, record) == outcome(new, record)


@settings(max_examples=share(150))
@given(rows, st.sampled_from(["source", "default", "flow_type", "matching_priority"]), rows)
def test_one_field_of_one_row_is_seen(one: Any, field: str, other: Any) -> None:
    changed = one.but(**{field: getattr(other, field)})
    seed = Random(0)  # noqa: S311 (the same each time)
    found = changes(mapping(rule(block("users", one))), mapping(rule(block("users", changed))))

    told = [c for c in found.changes if c.risk not in (Risk.STYLE, Risk.INFO)]
    if not told:
        assert one.default == changed.default
        assert one.flow_type == changed.flow_type
        assert bool(one.matching_priority) == bool(changed.matching_priority)
        for _ in range(5):
            record = possible(Draw(seed.randrange(2**32)).record(names, SOURCES))
            first, second = (
                None if r.source is None else evaluate(r.source, record) for r in (one, changed)
            )
            assert first == second


# --- scopes --------------------------------------------------------------------------------------

PEOPLE = [
    {"country": country, "accountEnabled": enabled, "employeeId": number}
    for country, enabled, number in product(
        [None, "US", "UK", "S", "U", "SU", "xS", "True", "10", "x", "11"],
        ["True", "False"],
        [None, "0", "1", "2", "3", "9", "10", "11", "12", "011", "x", "US", "S", "xUS", "UK"],
    )
]


def boolean(name: str) -> bool:
    return name == "accountEnabled"


@settings(max_examples=share(150))
@given(groups, groups)
def test_what_is_proven_of_scopes_holds_for_people(old: Groups, new: Groups) -> None:
    found = relation(old, new, boolean)
    inside = [(in_scope(old, p).holds, in_scope(new, p).holds) for p in PEOPLE]

    if found.out.possible is False:
        assert (True, False) not in inside
    if found.into.possible is False:
        assert (False, True) not in inside
    for escape, one, other in ((found.out, old, new), (found.into, new, old)):
        if escape.possible:
            person = dict.fromkeys(PEOPLE[0]) | dict(escape.example)
            assert in_scope(one, person).holds is True
            assert in_scope(other, person).holds is False


@settings(max_examples=share(100))
@given(groups)
def test_a_scope_is_the_same_as_itself_however_it_is_ordered(drawn: Groups) -> None:
    turned = tuple(tuple(reversed(group)) for group in reversed(drawn))

    assert relation(drawn, turned, boolean).same


@settings(max_examples=share(200))
@given(groups, st.lists(clauses, min_size=1, max_size=2).map(tuple))
def test_more_groups_are_never_called_narrower(drawn: Groups, group: tuple[Clause, ...]) -> None:
    wider = (*drawn, group) if drawn else ()

    assert relation(drawn, wider, boolean).out.possible is False


def test_most_scopes_are_decided() -> None:
    told = [
        relation(((a,),), ((b,),), boolean).word
        for a, b in product(
            [
                Clause("country", operator, value)
                for operator in ("=", "<>", "is null", "is not null", "ends with", "includes")
                for value in ("US", "S")
            ],
            repeat=2,
        )
    ]

    assert "undecided" not in told


# --- proofs --------------------------------------------------------------------------------------

shape = Inference(lambda name: of_attribute(name, SOURCES.get(name))).shape
addresses: st.SearchStrategy[Expression] = st.one_of(
    st.sampled_from(["userPrincipalName", "mail", "mailNickname"]).map(Attribute),
    st.builds(
        lambda a, d: call("Join", separator="", source=(a, d)),
        st.sampled_from(["[mailNickname]", "[mail]", "[displayName]", "[employeeId]"]),
        st.sampled_from(["@contoso.com", "@fabrikam.com", "@Contoso.com", ".x@contoso.com"]),
    ),
    st.builds(
        lambda a, p, d: call("Replace", source=a, regexPattern=p, replacementValue=d),
        st.sampled_from(["[userPrincipalName]", "[mail]", "[displayName]"]),
        st.sampled_from(["@.*$", "@.*", "@[^@]+$", "@(.*)$", "[a-z]"]),
        st.sampled_from(["@contoso.com", "@fabrikam.com", "x"]),
    ),
    st.builds(
        lambda a, d: call(
            "Append",
            source=call("Word", String=a, WordNumber="1", delimiters="@"),
            suffix=d,
        ),
        st.sampled_from(["[userPrincipalName]", "[mail]", "[mailNickname]"]),
        st.sampled_from(["@contoso.com", "@fabrikam.com"]),
    ),
    st.builds(
        lambda a, old, new: call("Replace", source=a, oldValue=old, replacementValue=new),
        st.sampled_from(["[userPrincipalName]", "[mail]"]),
        st.sampled_from(["@contoso.com", "contoso"]),
        st.sampled_from(["@fabrikam.com", "fabrikam"]),
    ),
)
spelt = addresses | st.builds(
    lambda f, a: call(f, source=a), st.sampled_from(["ToLower", "ToUpper"]), addresses
)


@settings(max_examples=share(400))
@given(spelt, spelt, st.integers(0, 2**32))
def test_what_is_proven_of_addresses_holds(old: Expression, new: Expression, seed: int) -> None:
    found = differs_in(old, new, shape)
    drawn = Draw(seed)
    for _ in range(8 if found else 0):
        record = drawn.record(names, SOURCES)
        before, after = evaluate(old, record), evaluate(new, record)
        assert type(before) is type(after)
        if isinstance(before, Value) and isinstance(after, Value):
            one, two = str(before.value), str(after.value)
            if found == "case":
                assert one.casefold() == two.casefold()
            elif found == "domain":
                assert one.rpartition("@")[0] == two.rpartition("@")[0]
            else:
                assert one.rpartition("@")[0].casefold() == two.rpartition("@")[0].casefold()


@settings(max_examples=share(200))
@given(conditions, conditions, st.integers(0, 2**32))
def test_tables_that_are_the_same_are(old: Expression, new: Expression, seed: int) -> None:
    drawn = Draw(seed)
    if table(old, new, KNOWN).same:
        for _ in range(5):
            record = possible(drawn.record(names, SOURCES))
            assert evaluate(old, record) == evaluate(new, record)


def test_there_is_nothing_to_say_of_a_preset_and_itself() -> None:
    found = meant('mapping "a" extends "webex/extended@1"\n').mapping

    assert changes(found, found, respelled=False).changes == []


def test_a_scope_of_the_greatest_size_is_compared_in_a_moment() -> None:
    chance = Random(1)  # noqa: S311 (the same each time)
    patterns = [f"^{letter}.*{number}$" for letter in "abcdefgh" for number in range(8)]
    drawn = tuple(
        tuple(Clause(chance.choice("xyz"), "matches", chance.choice(patterns)) for _ in range(3))
        for _ in range(50)
    )

    began = process_time()
    assert relation(drawn, drawn[::-1], boolean).same
    assert relation(drawn, drawn[:-1], boolean).into.possible is False
    assert process_time() - began < 2

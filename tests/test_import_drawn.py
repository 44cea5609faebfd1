"""Reading is the opposite of emitting, and no mutilated document loses anything in silence."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from command import ROOT
from drawn_models import expressions
from golden import CASES
from imports import imported, meant, read_document
from mapping_dsl.api.importing import Imported, verify
from mapping_dsl.errors import ToolError
from mapping_dsl.fmt.from_model import print_mapping
from mapping_dsl.json_spans import step
from mapping_dsl.resolve import raising
from mapping_dsl.resolve.model import AttributeMapping, Clause, Constant, Mapping, Scope
from mapping_dsl.resolve.rows import FLOW_TYPES
from mapping_dsl.resolve.unsaid import listed
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse
from mapping_dsl.targets.entra.emit import emit
from mapping_dsl.targets.entra.operators import OPERATORS
from models import NOWHERE, block, mapping, row, rule, scope
from share import share

TEXTS = ["", "a", "a\0b", 'Ada "Lovelace" \\d', "é 日本 👋", "x\ny", "%A%", "# -> }", " s "]
TARGETS = [
    "userName",
    "name.givenName",
    'addresses[type eq "work"].country',
    "enterprise:department",
    "webex:x",
    "urn:other:2.0:User:x",
    "two words",
    "a-b",
    "`",
    "x->y",
]
NAMES = ["mail", "type", "none", "msDS-x", "a b", "given.name", "x:y", "null", "bad]", " x"]

texts = st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
names = st.sampled_from(NAMES).map(lambda name: f"[{name}]")
sources = st.one_of(st.none(), names, st.just("[mail]"), texts.map(Constant), expressions)


@st.composite
def rows(draw: st.DrawFn) -> AttributeMapping:
    return row(
        draw(st.sampled_from(TARGETS)),
        draw(sources),
        matching_priority=draw(st.sampled_from([0, 0, 1, 2, 2**31 - 1])),
        flow_type=draw(st.sampled_from(FLOW_TYPES)),
        flow_behavior=draw(st.sampled_from(["FlowWhenChanged", "FlowAlways"])),
        default=draw(st.none() | texts),
    )


@st.composite
def clauses(draw: st.DrawFn) -> Clause:
    operator = draw(st.sampled_from(list(OPERATORS.values())))
    value = None if operator.unary else draw(st.sampled_from(["1", "-10"]) | texts)
    return Clause(draw(st.sampled_from(NAMES)), operator.words, value)


groups = st.lists(st.lists(clauses(), max_size=3).map(tuple), min_size=1, max_size=3)
KINDS = ("groups", "input", "category")


@st.composite
def scopes(draw: st.DrawFn) -> tuple[Scope, ...]:
    return tuple(scope(kind, *draw(groups)) for kind in KINDS if draw(st.booleans()))


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    system = draw(st.sampled_from(["webex", "other"]))
    kinds = draw(st.sampled_from([("users",), ("users", "groups"), ("object", "users"), ()]))
    blocks = [
        block(
            kind,
            *draw(st.lists(rows(), max_size=4)),
            scopes=draw(scopes()),
            enabled=draw(st.booleans()),
            actions=frozenset(draw(st.sets(st.sampled_from(["create", "update", "delete"])))),
            **({"source_object": "Device", "target_object": "x"} if kind == "object" else {}),
        )
        for kind in kinds
    ]
    target = draw(st.sampled_from(["CiscoSpark"] if system == "webex" else ["Doors"]))
    name = draw(st.sampled_from(["PEOPLE", 'a "b"']))
    return mapping(rule(*blocks, name=name, target_directory=target), system=system)


def is_sayable(thing: AttributeMapping | Scope) -> bool:
    try:
        raising.row(thing) if isinstance(thing, AttributeMapping) else raising.scope(thing)
    except raising.Unsayable:
        return False
    return True


def sayable(whole: Mapping) -> Mapping:
    """Return a mapping without what the language cannot say."""
    kept = [
        rule_.but(
            object_mappings=tuple(
                each.but(
                    mappings=tuple(filter(is_sayable, each.mappings)),
                    scopes=tuple(filter(is_sayable, each.scopes)),
                )
                for each in rule_.object_mappings
            )
        )
        for rule_ in whole.rules
    ]
    return whole.but(rules=tuple(kept))


@pytest.mark.slow
@given(mappings())
@settings(max_examples=share(400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_emitted_is_read(drawn: Mapping) -> None:
    read = read_document(emit(drawn))

    assert read.findings == ()
    assert read.mapping.rules == sayable(drawn).rules
    assert read.mapping.system == drawn.system
    printed = print_mapping(read.mapping, (), {})
    assert meant(printed) == read.mapping


def test_declared_attributes_are_read() -> None:
    text = (ROOT / "samples" / "other-system.mapping").read_text("utf-8")
    whole = meant(text)

    read = read_document(emit(whole)).mapping

    assert {(d.side, d.name): d for d in read.declared} == {
        (d.side, d.name): d for d in whole.declared
    }
    assert read.rules[0].object_mappings[0].mappings == whole.rules[0].object_mappings[0].mappings


def test_most_that_is_drawn_can_be_said() -> None:
    """Else the test above would show little."""
    said: list[bool] = []

    @given(rows())
    @settings(max_examples=share(300), deadline=None, database=None)
    def draw(drawn: AttributeMapping) -> None:
        said.append(is_sayable(drawn))

    draw()
    assert sum(said) > len(said) / 2


def test_places_are_those_of_the_document() -> None:
    document = emit(mapping(rule(block("users", row("title", "[mail]")), name="R")))

    (read,) = read_document(document).mapping.rules
    (users,) = read.object_mappings

    place = users.mappings[0].target.place
    assert place.source.text[slice(*place.span)] == '"title"'
    assert place is not NOWHERE


# --- mutilated documents -------------------------------------------------------------------------

DOCUMENTS = [
    json.loads(path.read_text("utf-8"))
    for path in [ROOT / "samples/webex-app-export.made-up.json", *(CASES / "import").glob("*.json")]
]
ODD: list[Any] = [None, True, 0, -1, 2**40, 1.5, "", "None", "\ud800", "a\r\nb", "`", [], {}, [{}]]
LATER = ["later", "a/b~c", "with blank", "", "é", "100%", "x:", "default_value"]
UNHEARD: list[Any] = ["unheard of", {"a": ["unheard of"]}, ["unheard of"]]
SEEDS = range(600)


def _places(document: Any) -> Iterator[tuple[str, Any]]:
    waiting = [("", document)]
    while waiting:
        at, value = waiting.pop()
        yield at, value
        if isinstance(value, dict):
            waiting += [(at + step(key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(at + step(index), inner) for index, inner in enumerate(value)]


def _mutilate(chance: random.Random, document: Any) -> None:
    """Change a document at one place."""
    inside = (value for _, value in _places(document) if isinstance(value, dict | list))
    value = chance.choice([each for each in inside if each] or [dict[str, Any](x=0)])
    how = chance.choice(["missing", "extra", "extra", "wrong", "wrong", "order", "deep", "twice"])
    if isinstance(value, list):
        index = chance.randrange(len(value))
        match how:
            case "missing":
                del value[index]
            case "wrong" | "extra":
                value[index] = chance.choice(ODD)
            case "twice":
                value.insert(index, copy.deepcopy(value[index]))
            case _:
                chance.shuffle(value)
        return
    key = chance.choice(list(value))
    match how:
        case "missing":
            del value[key]
        case "wrong":
            value[key] = chance.choice(ODD)
        case "extra" | "twice":
            value.setdefault(chance.choice(LATER), copy.deepcopy(chance.choice(UNHEARD)))
        case "deep":
            for _ in range(chance.choice([3, 200, 900])):
                value[key] = {"value": value[key]}
        case _:
            items = list(value.items())
            chance.shuffle(items)
            value.clear()
            value.update(items)


@pytest.mark.slow
def test_nothing_is_lost_of_a_mutilated_document() -> None:
    read, refused, added = 0, 0, 0
    for seed in SEEDS:
        chance = random.Random(seed)  # noqa: S311 (the same documents each time)
        document = copy.deepcopy(chance.choice(DOCUMENTS))
        for _ in range(chance.choice([1, 1, 1, 3])):
            _mutilate(chance, document)
        done = _imported_or_told(document)
        if isinstance(done, str):
            assert "\n" not in done, seed
            assert done.startswith("schema.json:"), seed
            refused += 1
            continue
        read += 1
        assert verify(done) == [], seed
        source = Source("a.mapping", done.text)
        parsed = parse(source)
        assert parsed.findings == [], seed
        told = {unsaid.pointer for unsaid in listed(parsed, source)}
        for at, value in _places(document):
            if value in UNHEARD:
                added += 1
                assert any(f"{at}/".startswith(f"{one}/") for one in told), (seed, at)
    assert min(read, refused, added) > 50


def _imported_or_told(document: Any) -> Imported | str:
    try:
        return imported(document)
    except ToolError as error:
        return str(error)

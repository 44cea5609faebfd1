"""What is inferred of values holds for every record, and is what a person would say."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from claims import broken, claims, folded
from command import ROOT
from drawn_models import expressions as odd_expressions
from drawn_records import Draw
from drawn_sources import text
from mapping_dsl import files
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.evaluate.result import Result, Value
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.lang.environment import Environment, within
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.address import is_email
from mapping_dsl.resolve.facts import of_attribute
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Expression, reads
from mapping_dsl.resolve.shape import Often, Shape
from share import share
from sources import Judged, inferred, judged, known

USERS = {attribute.name: attribute for attribute in source_catalog("users").attributes}
SEEDS = st.integers(0, 2**32)
HOLDS = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)

# --- the person's verdicts -----------------------------------------------------------------------

ENTRIES = judged()


def test_there_are_enough_sources() -> None:
    assert len(known(ENTRIES)) >= 40
    assert {entry.verdict for entry in ENTRIES} == set(Often)
    assert len({entry.source for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("entry", known(ENTRIES), ids=lambda entry: entry.source)
def test_the_person_is_agreed_with(entry: Judged) -> None:
    _, shape = inferred(entry)

    assert (shape.email, shape.missing) == (entry.verdict, entry.nothing), entry.why


@pytest.mark.parametrize("entry", known(ENTRIES), ids=lambda entry: entry.source)
def test_the_person_is_right(entry: Judged) -> None:
    """A verdict holds for a thousand records, and `sometimes` and `yes` are seen to be so."""
    source, _ = inferred(entry)
    if entry.verdict == "unknown" or source is None:
        return
    names = reads(source)
    records = [Draw(seed).record(names, USERS) for seed in range(1000)]
    with within(Environment(default_domain="contoso.com")):
        results = [evaluate(source, record) for record in records]
    sent = [str(r.value) for r in results if isinstance(r, Value) and r.value != ""]

    seen = {is_email(text) for text in sent}

    always, never = entry.verdict == "always", entry.verdict == "never"
    assert seen <= ({True} if always else {False} if never else {True, False})
    assert entry.verdict != "sometimes" or seen == {True, False}
    silent = [r for r in results if not isinstance(r, Value) or r.value == ""]
    assert bool(silent) == entry.nothing or "SingleAppRole" in entry.source


# --- soundness -----------------------------------------------------------------------------------


def check(
    expression: Expression, shape: Shape, records: list[dict[str, Plain]], told: str
) -> list[str]:
    """Hold a shape against what an expression comes to; return what was claimed."""
    results = [evaluate(expression, record) for record in records]
    for record, result in zip(records, results, strict=True):
        amiss = broken(shape, result)
        assert not amiss, (amiss, told, record, result)
        if shape.fixed:
            assert evaluate(expression, record) == result, told
    if shape.injective is not None:
        assert not list(alike(shape, records, results)), (told, records, results)
    return list(claims(shape))


def alike(
    shape: Shape, records: list[dict[str, Plain]], results: list[Result]
) -> Iterator[tuple[int, int]]:
    """Yield the records of which the results are alike, and should not be."""
    values = [record.get(shape.injective or "") for record in records]
    kinds = [folded(v) if shape.folded and isinstance(v, str) else v for v in values]
    for one in range(len(records)):
        for other in range(one):
            same = results[one] == results[other] and isinstance(results[one], Value)
            if kinds[one] != kinds[other] and same:
                yield one, other


def drawn(
    seed: int, expression: Expression, sources: Any, there: Any = ()
) -> list[dict[str, Plain]]:
    """Draw records for an expression, of which some differ in one attribute only."""
    names = reads(expression)
    draw = Draw(seed, there)
    first = draw.record(names, sources)
    changed = [first | draw.record([name], sources) for name in names[:3]]
    return [first, *changed, draw.record(names, sources)]


def holds_for_drawn_expressions(strategy: Any, examples: int) -> Counter[str]:
    counted: Counter[str] = Counter()

    @settings(HOLDS, max_examples=share(examples))
    @given(strategy, SEEDS)
    def run(expression: Expression, seed: int) -> None:
        shape = Inference(lambda name: of_attribute(name, USERS.get(name))).shape(expression)
        records = drawn(seed, expression, USERS)
        counted.update(check(expression, shape, records, canonical(expression)))
        counted["all"] += 1

    run()
    return counted


WANTED = {
    "absent": 0.3, "skipped": 0.5, "fails": 0.3, "not empty": 0.2, "longest": 0.2,
    "email always": 0.005, "email never": 0.2, "email sometimes": 0.005, "local always": 0.05,
    "local sometimes": 0.02, "local never": 0.05, "lower": 0.05, "upper": 0.03, "text": 0.02,
    "injective": 0.05, "no @": 0.2, "fixed": 0.9, "type text": 0.3, "type boolean": 0.02,
}  # fmt: skip


def scarce(counted: Counter[str]) -> dict[str, float]:
    """Return what is claimed of fewer expressions than it should be."""
    shares = {name: counted[name] / counted["all"] for name in WANTED}
    return {name: share for name, share in shares.items() if share < WANTED[name]}


def test_claims_hold_for_sources() -> None:
    assert scarce(holds_for_drawn_expressions(text(), 300)) == {}


@pytest.mark.slow
def test_claims_hold_for_many_sources() -> None:
    assert scarce(holds_for_drawn_expressions(text(), 10_000)) == {}


@pytest.mark.parametrize("examples", [300, pytest.param(10_000, marks=pytest.mark.slow)])
def test_claims_hold_for_any_expression(examples: int) -> None:
    assert holds_for_drawn_expressions(odd_expressions, examples)["absent"]


SAMPLES = [f"samples/{path.name}" for path in sorted((ROOT / "samples").glob("*.mapping"))]
PRESETS = ["preset:webex/default@1", "preset:webex/extended@1"]


@pytest.mark.parametrize("records", [60, pytest.param(10_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("path", [*SAMPLES, *PRESETS])
def test_claims_hold_for_the_samples(
    path: str, records: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    resolved = PLAIN.read(files.read_source(path))
    context = Context(resolved)
    counted: Counter[str] = Counter()
    for rule in resolved.mapping.rules:
        for objects in rule.object_mappings:
            sources = context.sources(objects.kind)
            there = context.inference(objects).there
            for row in objects.mappings:
                if row.source is not None:
                    shape = context.shape(objects, row.source)
                    for seed in range(-(-records // 5)):
                        drawn_ = drawn(seed, row.source, sources, there)
                        counted.update(check(row.source, shape, drawn_, row.target.path))
    assert counted["fixed"]
    assert counted["absent"]


def test_every_function_is_inferred_or_known_by_what_it_returns() -> None:
    for name, function in FUNCTIONS.items():
        assert function.returns, name

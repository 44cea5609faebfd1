"""What an expression asks for besides the record: the time, chance and the tenant."""

from __future__ import annotations

import re
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environments import NOON, example
from mapping_dsl.evaluate.result import Unknown, Value
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.lang.environment import Environment, environment, within
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import EvaluationError
from models import call

GUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
ADDRESS = call("Join", separator="@", source=("ada", call("DefaultDomain")))
counts = st.integers(0, 5)


def test_without_a_domain_the_value_is_not_known() -> None:
    assert evaluate(ADDRESS, {}) == Unknown(("DefaultDomain()",))


def test_with_a_domain_it_is_known() -> None:
    with within(example(domain="fabrikam.com")):
        assert evaluate(ADDRESS, {}) == Value("ada@fabrikam.com")


def test_holds_inside_only_and_in_its_own_thread() -> None:
    seen = []
    with within(example()), within(example(domain="fabrikam.com")):
        assert environment().default_domain == "fabrikam.com"
        thread = Thread(target=lambda: seen.append(environment().default_domain))
        thread.start()
        thread.join()
    assert (seen, environment()) == ([None], Environment())


def test_time_and_chance_can_be_fixed() -> None:
    for name, arguments in (("Now", []), ("Guid", []), ("RandomString", [9, 1, 1, 1, 1, None])):
        drawn = []
        for _ in range(2):
            with within(example(NOON)):
                drawn.append(FUNCTIONS[name].call(arguments))
        assert drawn[0] == drawn[1]


def test_chance_is_new_each_time() -> None:
    drawn = [str(FUNCTIONS["Guid"].call([])) for _ in range(9)]
    assert len({*drawn}) == len(drawn)
    assert all(re.fullmatch(GUID, each) for each in drawn)


@given(counts, st.tuples(counts, counts, counts, counts), st.text("?,aZ0!é", max_size=3))
def test_random_string_has_what_it_must(more: int, minima: tuple[int, ...], avoid: str) -> None:
    length = sum(minima) + more
    drawn = str(FUNCTIONS["RandomString"].call([length, *minima, avoid]))
    numbers, special, capitals, small = minima
    assert len(drawn) == length
    assert not {*drawn} & {*avoid}
    assert sum(map(str.isdigit, drawn)) >= numbers
    assert sum(map(str.isupper, drawn)) >= capitals
    assert sum(map(str.islower, drawn)) >= small
    assert sum(not c.isalnum() for c in drawn) >= special


@pytest.mark.parametrize(
    "arguments", [(257, 0, 0, 0, 0), (1, 1, 1, 0, 0), (-1, 0, 0, 0, 0), (1, -1, 0, 0, 0)]
)
def test_random_string_refuses(arguments: tuple[int, ...]) -> None:
    with pytest.raises(EvaluationError):
        FUNCTIONS["RandomString"].call([*arguments, None])

"""Draw lowered expressions of every function, and records for them."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from mapping_dsl.lang.function import Function, Parameter
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.resolve.model import Call, Comparison, Constant, Expression
from models import environment, value

NAMES = ["mail", "givenName", "level", "proxyAddresses", "title"]
TEXTS = [
    "",
    "a",
    "Ada Lovelace",
    "True",
    "-1",
    "0",
    "3",
    "10",
    "😀é",
    "a, b",
    "2026-03-01",
    "-9.50",
    "10.0",
    "2/1/2021 12:00:00 AM",
    "10/1/2021 1:30:00 PM",
    "[b-d]+",
]
plain: st.SearchStrategy[Plain] = st.one_of(
    st.none(),
    st.sampled_from(TEXTS),
    st.integers(-3, 300),
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3).map(tuple),
)
records = st.dictionaries(st.sampled_from(NAMES), plain)
leaves: st.SearchStrategy[Expression] = st.one_of(
    st.sampled_from(NAMES).map(lambda name: value(f"[{name}]")),
    st.sampled_from(TEXTS).map(Constant),
    st.just(environment("%DomainFQDN%")),
)
TENANT = {"DefaultDomain"}  # not known, as the record does not say it
REPEATABLE = [row for row in FUNCTIONS.values() if row.deterministic and row.name not in TENANT]


def _values(parameter: Parameter, inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Any]:
    if not parameter.repeating:
        return st.tuples(inner)
    step = parameter.repeating
    several = st.lists(inner, min_size=step, max_size=4 * step)
    return several.map(lambda found: tuple(found[: len(found) // step * step]))


@st.composite
def calls(
    draw: st.DrawFn, inner: st.SearchStrategy[Expression], rows: Sequence[Function] = REPEATABLE
) -> Expression:
    row = draw(st.sampled_from(rows))
    return Call(
        row.name,
        tuple(
            (parameter.name, draw(_values(parameter, inner)))
            for parameter in row.parameters
            if not parameter.optional or draw(st.booleans())
        ),
    )


comparisons = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
expressions: st.SearchStrategy[Expression] = st.recursive(
    leaves,
    lambda inner: calls(inner) | st.builds(Comparison, inner, comparisons, inner),
    max_leaves=10,
)

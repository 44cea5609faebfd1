"""Records that have been previewed are forgotten."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

import pytest

from mapping_dsl.preview.preview import Previewer
from mapping_dsl.preview.record import Record, to_record
from models import block, call, compare, row
from test_inline import iif


def people(count: int, first: int = 0) -> Iterator[Record]:
    for number in range(first, first + count):
        yield to_record(
            {
                "id": f"{number:032x}",
                "userPrincipalName": f"user{number}@contoso.com",
                "givenName": f"Ada {number}",
                "surname": None if number % 3 else f"Núñez{number}",
                "mobilePhone": f"+1 (206) {number}",
                "accountEnabled": number % 2 == 0,
            }
        )


NOISE = 20_000
"""Bytes: four a record. The smallest object kept of each would be more than ten times as much."""

CACHED = type(cache(repr))


def forget() -> None:
    """Empty the caches that have a limit, whose tables grow and shrink by tens of kilobytes."""
    gc.collect()
    ours = (
        one for one in gc.get_objects() if type(one) is CACHED and "mapping_dsl" in one.__module__
    )
    for one in ours:
        if one.cache_parameters()["maxsize"] is not None:
            one.cache_clear()
    gc.collect()


def growth() -> int:
    """Return by how many bytes the second half of ten thousand records has this process grow."""
    pattern = call(
        "Replace", source="[mobile]", regexPattern="[()\\s-]+", replacementValue="[surname]"
    )
    previewer = Previewer(
        block(
            "users",
            row("userName", "[userPrincipalName]", matching_priority=1),
            row("nickName", call("NormalizeDiacritics", source="[surname]")),
            row('phoneNumbers[type eq "mobile"].value', pattern),
            row("displayName", call("Join", separator=" ", source=("[givenName]", "[surname]"))),
            row("title", call("IgnoreFlowIfNullOrEmpty", expression="[surname]"), default="x"),
            row("department", call("ToLower", source="[companyName]")),
            row("active", iif(compare("[IsSoftDeleted]", "=", "True"), "False", "True")),
        )
    )
    tracemalloc.start()
    sizes: list[int] = []
    for number, record in enumerate(people(10_001, first=1_000_000)):
        assert all(outcome.on_create for outcome in previewer.preview(record).outcomes)
        if number in (5_000, 10_000):
            forget()
            sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    return sizes[1] - sizes[0]


@pytest.mark.slow
def test_ten_thousand_records_take_no_more_memory_than_five_thousand() -> None:
    """In a process of its own, where nobody else keeps anything in the meantime."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        assert alone.submit(growth).result() < NOISE

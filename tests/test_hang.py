"""Nothing hangs: regular expressions that explode are stopped, and others go on meanwhile."""

from __future__ import annotations

from itertools import pairwise
from threading import Event, Thread
from time import monotonic, process_time, sleep

import pytest

from mapping_dsl.lang import regex
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import EvaluationError

MANY = "a" * 10_000
SLOW = [
    (r"(a+)+$", f"{MANY}b"),
    (r"(a|aa)+$", f"{MANY}b"),
    (r"(\w+\s?)+$", f"{MANY}!"),
    (r"(x+x+)+y", "x" * 10_000),
    (r"(.*?,){11}P", ",1" * 5_000),
    (r"(a{1,32000}){1,32000}$", f"{MANY}b"),
    (r"^(([a-z])+.)+[A-Z]([a-z])+$", MANY),
]
FAST = [
    (r"(?<!a*b)c", f"{MANY}c"),
    (r"(a*)*b", MANY),
    (r"|.", MANY),
    (r"(.*)(.*)(.*)(.*)x", MANY),
    ("[a-z]" * 9_000, MANY),
    ("a|" * 4_999 + "b", MANY),
]
HUGE = ("a{2147483647}", "((((a{1000}){1000}){1000}){1000})", "(?:(?:a?){1000}){1000}")

pytestmark = pytest.mark.slow  # each waits for its second


def replaced(pattern: str, source: str) -> object:
    return FUNCTIONS["Replace"].call([source, None, pattern, None, "", None, None])


@pytest.mark.parametrize(("pattern", "source"), SLOW, ids=[pattern for pattern, _ in SLOW])
def test_is_stopped_and_named(pattern: str, source: str) -> None:
    start = process_time()
    with pytest.raises(EvaluationError) as caught:
        replaced(pattern, source)
    assert f"`{pattern}` needs more than 1 second" in str(caught.value)
    assert process_time() - start < 3 * regex.SECONDS


@pytest.mark.parametrize(("pattern", "source"), FAST, ids=[pattern[:20] for pattern, _ in FAST])
def test_is_done_in_time(pattern: str, source: str) -> None:
    assert isinstance(replaced(pattern, source), str)


@pytest.mark.parametrize("pattern", HUGE)
def test_takes_no_gigabytes(pattern: str) -> None:
    start = process_time()
    with pytest.raises(EvaluationError, match="more than 20000 parts, repeated ones counted"):
        replaced(pattern, MANY)
    assert process_time() - start < regex.SECONDS


def test_other_threads_go_on() -> None:
    beats, done = [monotonic()], Event()

    def beat() -> None:
        while not done.is_set():
            sleep(0.01)
            beats.append(monotonic())

    thread = Thread(target=beat)
    thread.start()
    with pytest.raises(EvaluationError):
        replaced(*SLOW[0])
    done.set()
    thread.join()
    assert max(later - earlier for earlier, later in pairwise(beats)) < 1

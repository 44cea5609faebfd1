"""What an expression can ask for besides the record: the time, chance, and the tenant."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from mapping_dsl.frozen import Frozen


class Environment(Frozen):
    """The one place where functions that are no function of their arguments take their values.

    `clock` gives nanoseconds since 1970, `random` that many random bytes. `default_domain` is that
    of the tenant, absent where nobody told us.
    """

    clock: Callable[[], int] = time.time_ns
    random: Callable[[int], bytes] = os.urandom
    default_domain: str | None = None

    def below(self, limit: int) -> int:
        """Return a random number from 0 up to a limit of at most thousands, and not it itself."""
        return int.from_bytes(self.random(8), "big") % limit


_CURRENT = ContextVar("environment", default=Environment())  # noqa: B039 (it is immutable)


def environment() -> Environment:
    """Return the environment that holds here."""
    return _CURRENT.get()


@contextmanager
def within(held: Environment) -> Iterator[None]:
    """Let this environment hold, in this thread or task."""
    token = _CURRENT.set(held)
    try:
        yield
    finally:
        _CURRENT.reset(token)

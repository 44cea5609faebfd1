"""What expressions ask for besides the record, fixed."""

from random import Random

from mapping_dsl.lang.environment import Environment

NOON = 1_772_368_200_000_000_000
"""Half an hour after noon of 1 March 2026, in nanoseconds since 1970."""


def example(now: int = NOON, domain: str | None = "contoso.com") -> Environment:
    """Return the environment in which the pages of the functions give their examples."""
    chance = Random(0)  # noqa: S311 (to be repeated, not to be secret)
    return Environment(clock=lambda: now, random=chance.randbytes, default_domain=domain)

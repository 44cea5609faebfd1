"""What became of one expectation."""

from __future__ import annotations

from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.outcome import Outcome
from mapping_dsl.syntax import tree


class Verdict(Frozen):
    """Whether an expectation holds; None where nobody can tell.

    `said` states what is so in one clause, `help` what to do or why it is so. `outcome` is that of
    the row which the expectation is about, if it is about one.
    """

    expectation: tree.Expectation
    holds: bool | None
    said: str = ""
    help: str = ""
    outcome: Outcome | None = None

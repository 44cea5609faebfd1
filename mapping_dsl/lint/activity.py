"""What `active` comes to for those who are there and those who are gone."""

from __future__ import annotations

from mapping_dsl.evaluate.result import Result, Unknown, Value, word
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import Expression, reads
from mapping_dsl.resolve.names import is_deterministic

DEFAULT = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'
"""What Entra's SCIM apps have as their default."""

_DELETED, _ENABLED = "IsSoftDeleted", "accountEnabled"
_POSSIBLE = (("False", "True"), ("True", "True"), ("True", "False"))
"""Of `IsSoftDeleted` and `accountEnabled`; a blocked account always counts as soft-deleted."""


class State(Frozen):
    """What `active` comes to where `IsSoftDeleted` and `accountEnabled` have these values."""

    deleted: str
    enabled: str
    result: Result

    @property
    def wanted(self) -> str:
        """What `active` should be."""
        return "False" if self.deleted == "True" else "True"

    @property
    def unknown(self) -> bool:
        """Whether it hangs on something else."""
        return isinstance(self.result, Unknown)

    @property
    def wrong(self) -> bool:
        """Whether something else than that is known to come of it; case is left aside."""
        if self.unknown:
            return False
        given = isinstance(self.result, Value) and str(self.result.value)
        return not given or given.lower() != self.wanted.lower()


class Activity(Frozen):
    """An expression for `active`, evaluated for the three states that can be.

    There, gone, and blocked, which is one way to be gone. `others` are the attributes that it uses
    besides the two.
    """

    states: tuple[State, State, State]
    blind: bool
    account: bool
    others: tuple[str, ...]

    @property
    def wrong(self) -> bool:
        """Whether it cannot be right: a state is wrong, or removal from the app is not seen."""
        return self.blind or any(state.wrong for state in self.states)

    @property
    def follows_account(self) -> bool:
        """Whether it sees that an account is blocked, and does not look at `IsSoftDeleted`."""
        there, _, blocked = self.states
        return self.blind and self.account and not there.wrong and not blocked.wrong

    @property
    def form(self) -> str:
        """A value that is right but for its case, or nothing."""
        values = (str(s.result.value) for s in self.states if isinstance(s.result, Value))
        return next((v for v in values if v not in ("True", "False")), "")

    @property
    def unknown(self) -> bool:
        """Whether any state hangs on something else."""
        return any(state.unknown for state in self.states)

    @property
    def unknown_when_gone(self) -> bool:
        """Whether somebody who is gone may stay active."""
        return any(state.unknown for state in self.states[1:])

    def table(self) -> str:
        """Return the states as lines of a table."""
        head = (_DELETED, _ENABLED, "active", "should be")
        rows = [(s.deleted, s.enabled, word(s.result), s.wanted) for s in self.states]
        width = max(len(row[2]) for row in [head, *rows])
        return "\n".join(f"{a:<13}  {b:<14}  {c:<{width}}  {d}" for a, b, c, d in [head, *rows])


def activity(expression: Expression, context: Context) -> Activity:
    """Evaluate an expression for the states that can be; once, however many blocks have it."""
    return context.once(("activity", expression), lambda: _activity(expression))


def _activity(expression: Expression) -> Activity:
    names, fixed = set(reads(expression)), is_deterministic(expression)
    there, gone, blocked = (_state(expression, *values, fixed=fixed) for values in _POSSIBLE)
    others = tuple(sorted(names - {_DELETED, _ENABLED}))
    return Activity((there, gone, blocked), _DELETED not in names, _ENABLED in names, others)


def _state(expression: Expression, deleted: str, enabled: str, *, fixed: bool) -> State:
    """Evaluate for one state; what chance or time decides is not known."""
    record = {_DELETED: deleted, _ENABLED: enabled}
    return State(deleted, enabled, evaluate(expression, record) if fixed else Unknown(()))

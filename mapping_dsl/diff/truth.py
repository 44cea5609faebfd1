"""What `active` comes to, before and after, for everything that its inputs can be."""

from __future__ import annotations

from itertools import product

from mapping_dsl.catalog.attribute import AttributeType
from mapping_dsl.evaluate.result import Absent, Result, Unknown, word
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.resolve.model import Call, Expression, reads, walk
from mapping_dsl.resolve.names import is_deterministic
from mapping_dsl.targets.definitions import Definitions

_MOST = 5
_DELETED, _ENABLED = "IsSoftDeleted", "accountEnabled"


class Line(Frozen):
    """One line of the table: the inputs' values, and both results."""

    inputs: tuple[str | None, ...]
    old: Result
    new: Result

    @property
    def differs(self) -> bool:
        """Whether the results differ, or nobody can tell."""
        return self.old != self.new or Unknown in (type(self.old), type(self.new))


class Table(Frozen):
    """Both truth tables as one; `others` are inputs that are not just true or false."""

    inputs: tuple[str, ...]
    lines: tuple[Line, ...]
    others: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether it is proven that nothing changes for anybody."""
        return not any(line.differs for line in self.lines)

    def text(self) -> str:
        """Return the table as lines; the ones that differ are marked."""
        head = (*self.inputs, "before", "after", "")
        rows = [
            (
                *(value or "absent" for value in line.inputs),
                word(line.old),
                word(line.new),
                "<-" if line.differs else "",
            )
            for line in self.lines
        ]
        widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
        return "\n".join(
            "  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip()
            for row in (head, *rows)
        )


def table(old: Expression | None, new: Expression | None, sources: Definitions) -> Table:
    """Evaluate both for all that their inputs can be, as far as these are true or false."""
    names = sorted({*reads(old), *reads(new)}, key=lambda n: (n != _DELETED, n != _ENABLED, n))
    known = [n for n in names if sources.of(n).type is AttributeType.BOOLEAN][:_MOST]
    others = tuple(name for name in names if name not in known)
    choices = [("False", "True", *((None,) if sources.of(n).nullable else ())) for n in known]
    lines = (
        Line(given, _result(old, dict(zip(known, given, strict=True))),
             _result(new, dict(zip(known, given, strict=True))))
        for given in product(*choices)
        if _possible(dict(zip(known, given, strict=True)))
    )  # fmt: skip
    return Table(tuple(known), tuple(lines), others)


def _possible(record: dict[str, str | None]) -> bool:
    """Leave out what cannot be: a blocked account always counts as soft-deleted."""
    return (record.get(_DELETED), record.get(_ENABLED)) != ("False", "False")


def _result(expression: Expression | None, record: dict[str, str | None]) -> Result:
    if expression is None:
        return Absent()
    calls = (one.function for one in walk(expression) if isinstance(one, Call))
    known = all(function in FUNCTIONS for function in calls)  # imported JSON can have others
    return evaluate(expression, record) if known and is_deterministic(expression) else Unknown(())

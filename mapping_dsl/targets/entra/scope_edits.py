"""A live scoping filter made into the mapping's: what means the same is not touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from mapping_dsl.json_edits import Editor
from mapping_dsl.json_spans import Kind, Node
from mapping_dsl.targets.entra.like import keys, shaped
from mapping_dsl.targets.entra.operators import OPERATORS
from mapping_dsl.targets.entra.same import is_null, items, string
from mapping_dsl.targets.entra.scopes import LISTS

_Clause = tuple[str, str, tuple[object, ...]]


class ScopeEdit:
    """The edits of an object mapping's `scope`.

    Groups and clauses are compared as sets, whatever a group is called; where they differ, a
    clause is edited in the group that stands in its place. A list becomes the file's alone: a group
    that the language cannot say goes with the others, since any one of them lets people in. `order`
    is that of the holder's keys; the lists of `kept` are not looked at.
    """

    kept: frozenset[str] = frozenset()

    def __init__(
        self, editor: Editor, holder: Node, ours: Mapping[str, Any] | None, order: Sequence[str]
    ) -> None:
        self._editor, self._holder, self._ours, self._order = editor, holder, ours, order
        self._live = holder.get("scope")

    def filters(self, name: str) -> Node | None:
        """Return one of the three lists, if it has groups."""
        found = self._live.get(name) if self._live is not None else None
        return found if found is not None and found.items else None

    def unsayable(self, name: str) -> list[Node]:
        """Return the groups of a list that the language cannot say."""
        return [group for group in items(self._live, name) if not _sayable(group)]

    def edit(self) -> bool:
        """Edit what differs; tell whether anything did."""
        live, ours = self._live, self._ours or {}
        lists = [name for name in LISTS if name not in self.kept]
        if all(_same(items(live, name), ours.get(name, ())) for name in lists):
            return False
        if live is None or live.kind is not Kind.OBJECT:
            self._editor.put(self._holder, "scope", self._ours, self._order)
            return True
        for name in lists:
            _Groups(self._editor, live, name).edit(ours.get(name, []))
        return True


class _Groups:
    """One of the three lists of groups."""

    def __init__(self, editor: Editor, scope: Node, name: str) -> None:
        self.editor, self.scope, self.name = editor, scope, name
        self.live = items(scope, name)
        every = [group for each in LISTS for group in items(scope, each)]
        self.group_keys = keys(every)
        self.clause_keys = keys(clause for group in every for clause in items(group, "clauses"))

    def edit(self, ours: Sequence[Mapping[str, Any]]) -> None:
        if _same(self.live, ours):
            return
        holder = self.scope.get(self.name)
        if holder is None or holder.kind is not Kind.ARRAY:
            self.editor.put(self.scope, self.name, [self._group(group) for group in ours])
            return
        theirs, mine = _differing(self.live, ours, _live_group, _group)
        for index, group in zip_longest(theirs, mine):
            if group is None:
                self.editor.remove(holder, index)
            elif index is None:
                self.editor.add(holder, self._group(group))
            else:
                self._clauses(self.live[index], group["clauses"])

    def _clauses(self, live: Node, ours: Sequence[Mapping[str, Any]]) -> None:
        holder = live.get("clauses")
        if holder is None or holder.kind is not Kind.ARRAY:
            self.editor.put(live, "clauses", [shaped(one, self.clause_keys) for one in ours])
            return
        theirs, mine = _differing(holder.items, ours, _live_clause, _clause)
        for index, clause in zip_longest(theirs, mine):
            if clause is None:
                self.editor.remove(holder, index)
            elif index is None:
                self.editor.add(holder, shaped(clause, self.clause_keys))
            else:
                self._clause(holder.items[index], clause)

    def _clause(self, live: Node, ours: Mapping[str, Any]) -> None:
        operator, attribute, values = _live_clause(live)
        wanted = _clause(ours)
        if wanted[0] != operator:
            self.editor.put(live, "operatorName", ours["operatorName"], self.clause_keys)
        if wanted[1] != attribute:
            self.editor.put(live, "sourceOperandName", ours["sourceOperandName"], self.clause_keys)
        if wanted[2] == values:
            return
        operand = live.get("targetOperand")
        listed = operand.get("values") if operand is not None else None
        if len(wanted[2]) == 1 and listed is not None and len(listed.items) == 1:
            self.editor.replace(listed.items[0], wanted[2][0])  # type: ignore[arg-type] # a text
        else:
            self.editor.put(live, "targetOperand", ours["targetOperand"], self.clause_keys)

    def _group(self, group: Mapping[str, Any]) -> dict[str, Any]:
        clauses = [shaped(one, self.clause_keys) for one in group["clauses"]]
        return shaped({**group, "clauses": clauses}, self.group_keys)


def _same(live: Sequence[Node], ours: Sequence[Mapping[str, Any]]) -> bool:
    return {_live_group(one) for one in live} == {_group(one) for one in ours}


def _sayable(group: Node) -> bool:
    """Tell whether a live group can be said: known operators, with as many values as they take."""
    clauses = [_live_clause(clause) for clause in items(group, "clauses")]
    return bool(clauses) and all(
        operator in _KNOWN
        and len(values) == (0 if _KNOWN[operator].unary else 1)
        and all(isinstance(value, str) for value in values)
        for operator, _, values in clauses
    )


def _differing(
    live: Sequence[Node],
    ours: Sequence[Mapping[str, Any]],
    of_live: Callable[[Node], object],
    of_ours: Callable[[Mapping[str, Any]], object],
) -> tuple[list[int], list[Mapping[str, Any]]]:
    """Return the indexes that are not wanted as they are, and what is wanted and not there."""
    wanted = {of_ours(one) for one in ours}
    there = {of_live(one) for one in live}
    theirs = [at for at, one in enumerate(live) if of_live(one) not in wanted]
    return theirs, [one for one in ours if of_ours(one) not in there]


def _live_group(group: Node) -> frozenset[_Clause]:
    return frozenset(_live_clause(clause) for clause in items(group, "clauses"))


def _group(group: Mapping[str, Any]) -> frozenset[_Clause]:
    return frozenset(_clause(clause) for clause in group["clauses"])


def _live_clause(clause: Node) -> _Clause:
    operand = clause.get("targetOperand")
    values = () if is_null(operand) else tuple(item.value for item in items(operand, "values"))
    name = string(clause, "operatorName")
    return _operator(name), string(clause, "sourceOperandName"), values


def _clause(clause: Mapping[str, Any]) -> _Clause:
    operand = clause["targetOperand"]
    values = tuple(operand["values"]) if operand else ()
    return _operator(clause["operatorName"]), clause["sourceOperandName"], values


def _operator(name: str) -> str:
    """Return what spellings of an operator have in common: some are not documented."""
    return name.casefold().replace("_", " ")


_KNOWN = {_operator(operator.name): operator for operator in OPERATORS.values()}
"""The operators by what their spellings have in common."""

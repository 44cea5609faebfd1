"""The domains that an address can come to have, branch by branch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.pattern_endings import endings
from mapping_dsl.lint.flow import KEEPING, chosen
from mapping_dsl.lint.patterns import tree_of
from mapping_dsl.resolve.arguments import argument, constant
from mapping_dsl.resolve.concatenation import concatenated, flat, takes_domain
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import (
    Attribute,
    Call,
    Clause,
    Constant,
    Expression,
    Kind,
    ObjectMapping,
)

Domains: TypeAlias = frozenset[str] | None
"""Domains in small letters, one of which it is; None: it can be any."""


class Produced(Frozen):
    """What a branch gives: an address of these domains. `by` is the part that decides on that."""

    by: Expression
    domains: Domains


def produced(source: Expression, known: Inference, objects: ObjectMapping) -> Iterator[Produced]:
    """Yield what each branch of a source gives; what is no address of a known form gives any.

    A scope that asks for the domain of an attribute is taken into account.
    """
    for branch, inner in chosen(source, known, KEEPING):
        text = inner.shape(branch).text
        if text is not None:
            yield Produced(_last(branch), _domain(text))
        elif isinstance(branch, Call) and branch.function in ("Join", "Append"):
            yield from _joined(branch, inner, objects)
        else:
            yield _of(branch, objects)


def _of(branch: Expression, objects: ObjectMapping) -> Produced:
    match branch:
        case Attribute(name):
            return Produced(branch, scoped(objects, name))
        case Call("Replace"):
            return _replaced(branch, objects)
        case _:
            return Produced(branch, None)


def _joined(call: Call, known: Inference, objects: ObjectMapping) -> Iterator[Produced]:
    """Yield what the end of a concatenation says: a constant, or the domain of something."""
    *before, end = concatenated(call)
    at = bool(before) and isinstance(before[-1], Constant) and before[-1].text.endswith("@")
    if isinstance(end, Constant) and end.kind is Kind.LITERAL:
        yield Produced(_last(call), _domain(end.text))
        return
    for branch, inner in chosen(end, known, KEEPING):
        text, taken = inner.shape(branch).text, _domain_of(branch)
        if text is not None:
            yield Produced(_last(branch), _domain(f"@{text}" if at else text))
        else:
            yield Produced(branch, _of(taken, objects).domains if taken and at else None)


def _domain_of(part: Expression) -> Expression | None:
    """Return the address whose domain this is: `Word(x, 2, "@")`, `Item(Split(x, "@"), 2)`."""
    match part:
        case Call("Word") if (constant(part, "WordNumber"), constant(part, "delimiters")) == (
            "2",
            "@",
        ):
            return argument(part, "String")[0]
        case Call("Item", ((_, (Call("Split") as inner,)), (_, (Constant("2"),)))):
            return argument(inner, "source")[0] if constant(inner, "delimiter") == "@" else None
        case _:
            return None


def _replaced(call: Call, objects: ObjectMapping) -> Produced:
    """Return what a Replace of one domain by another gives; of any other Replace nobody knows."""
    given = {name: values[0] for name, values in call.arguments}
    new, old = given.get("replacementValue"), constant(call, "oldValue")
    if given.keys() == {"source", "regexPattern", "replacementValue"} and isinstance(new, Constant):
        taken = takes_domain(constant(call, "regexPattern") or "")
        return Produced(new if taken else call, _domain(new.text) if taken else None)
    if given.keys() != {"source", "oldValue", "replacementValue"} or not isinstance(new, Constant):
        return Produced(call, None)
    possible, was, will = (
        _of(given["source"], objects).domains,
        _domain(old or ""),
        _domain(new.text),
    )
    if possible is None or was is None or will is None:
        return Produced(call, None)
    return Produced(new, possible - was | will) if was & possible else Produced(call, possible)


def _domain(text: str) -> Domains:
    _, at, domain = text.rpartition("@")
    return frozenset([domain.lower()]) if at and domain else None


def _last(expression: Expression) -> Expression:
    """Return the constant that a concatenation ends in, as it is written."""
    *_, last = flat(expression)
    return last


# --- what the scope asks for ---------------------------------------------------------------------


def scoped(objects: ObjectMapping, name: str) -> Domains:
    """Return the domains that an attribute has in scope; where it must be absent there are none."""
    groups = [group for scope in objects.scopes if scope.kind == "groups" for group in scope.groups]
    found = [_asked(group, name) for group in groups]
    return _union(found) if found else None


def _union(found: list[Domains]) -> Domains:
    known = [domains for domains in found if domains is not None]
    return frozenset().union(*known) if len(known) == len(found) else None


def _asked(group: tuple[Clause, ...], name: str) -> Domains:
    asked = (_of_clause(clause) for clause in group if clause.attribute == name)
    return next((domains for domains in asked if domains is not None), None)


def _of_clause(clause: Clause) -> Domains:
    """Return the domains that a test leaves."""
    match clause.operator, clause.value:
        case "is null", _:
            return frozenset()
        case (("=" | "ends with"), str(value)):
            return _domain(value)
        case "matches", str(pattern):
            tree = tree_of(pattern)
            texts = endings(tree) if tree else None
            return _union([_domain(text) for text in texts]) if texts else None
        case _:
            return None

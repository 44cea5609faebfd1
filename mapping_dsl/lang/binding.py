"""Which argument goes to which parameter, and what is wrong when one goes nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.function import Function, Parameter

X = TypeVar("X")
Bound = tuple[tuple[str, tuple[X, ...]], ...]
"""In the order of the parameters, those that are given: the name, and the one or more arguments."""


class Fault(StrEnum):
    """What is wrong with the arguments of a call."""

    TOO_MANY = "too many"
    MISSING = "missing"
    EMPTY = "empty slot"
    SLOTS = "not every slot"
    ODD = "key without value"
    UNKNOWN = "unknown name"
    TWICE = "given twice"


class Complaint(Frozen):
    """One fault; `index` counts the slots from 0 and goes on through the named arguments."""

    fault: Fault
    message: str
    index: int | None = None


def bind(
    function: Function, slots: Sequence[X | None], named: Sequence[tuple[str, X]] = ()
) -> tuple[Bound[X], list[Complaint]]:
    """Give every argument to its parameter.

    A slot that is `None` is empty: its argument is omitted, which is not the same as `""`. What
    is bound is of use only where there are no complaints.
    """
    if function.all_slots and not named and len(slots) != len(function.parameters):
        given_slots = zip(function.parameters, slots, strict=False)
        found = ((p.name, (slot,)) for p, slot in given_slots if slot is not None)
        return tuple(found), [_slots(function, len(slots))]
    singles = _singles(function, len(slots))
    given: dict[str, tuple[X, ...]] = {}
    for parameter, slot in zip(singles, slots, strict=False):
        if slot is not None:
            given[parameter.name] = (slot,)
    complaints = list(_take_named(function, given, named, len(slots)))
    tail = slots[len(singles) :]
    if any(p.repeating for p in function.parameters):
        complaints += _take_repeating(function, given, tail, len(singles))
    elif tail:
        complaints.append(_too_many(function, len(slots)))
    complaints += _missing(function, given, len(slots))
    return tuple(
        (p.name, given[p.name]) for p in function.parameters if p.name in given
    ), complaints


def _singles(function: Function, slots: int) -> list[Parameter]:
    """Return the parameters that take one slot each, in the order of the slots."""
    if function.older and slots == len(function.older):
        parameters = {p.name: p for p in function.parameters}
        return [parameters[name] for name in function.older]
    return [p for p in function.parameters if not p.repeating]


def _take_named(
    function: Function,
    given: dict[str, tuple[X, ...]],
    named: Sequence[tuple[str, X]],
    first: int,
) -> Iterator[Complaint]:
    parameters = {p.name: p for p in function.parameters}
    for index, (name, argument) in enumerate(named, first):
        if name not in parameters:
            message = f"`{function.name}` has no parameter `{name}`"
            yield Complaint(Fault.UNKNOWN, message, index)
        elif parameters[name].repeating:
            message = f"`{name}` of `{function.name}` repeats and cannot be named"
            yield Complaint(Fault.UNKNOWN, message, index)
        elif name in given:
            message = f"`{name}` of `{function.name}` is given twice"
            yield Complaint(Fault.TWICE, message, index)
        else:
            given[name] = (argument,)


def _take_repeating(
    function: Function, given: dict[str, tuple[X, ...]], tail: Sequence[X | None], first: int
) -> Iterator[Complaint]:
    """Take what follows the single parameters; single empty slots at its end mean nothing."""
    parameter = function.parameters[-1]
    while tail and tail[-1] is None and parameter.repeating == 1:
        tail = tail[:-1]
    if not tail:
        message = f"`{function.name}` has no `{parameter.name}`"
        yield Complaint(Fault.MISSING, message)
    if len(tail) % parameter.repeating:
        message = f"`{function.name}` takes keys and values in pairs, here are {len(tail)} in all"
        yield Complaint(Fault.ODD, message, first + len(tail) - 1)
    for index, slot in enumerate(tail, first):
        if slot is None:
            yield _empty(function, parameter, index)
    given[parameter.name] = tuple(slot for slot in tail if slot is not None)


def _missing(
    function: Function, given: dict[str, tuple[X, ...]], written: int
) -> Iterator[Complaint]:
    for index, parameter in enumerate(function.parameters):
        if parameter.name in given or not parameter.needed:
            continue
        if index < written:
            yield _empty(function, parameter, index)
        else:
            message = f"`{function.name}` has no `{parameter.name}`"
            yield Complaint(Fault.MISSING, message)


def _empty(function: Function, parameter: Parameter, index: int) -> Complaint:
    message = f"`{parameter.name}` of `{function.name}` is required and its slot is empty"
    return Complaint(Fault.EMPTY, message, index)


def _too_many(function: Function, written: int) -> Complaint:
    most = len(function.parameters)
    takes = f"{most} argument{'s' * (most != 1)}"
    message = f"`{function.name}` takes {takes}, here are {written}"
    return Complaint(Fault.TOO_MANY, message, most)


def _slots(function: Function, written: int) -> Complaint:
    wanted = len(function.parameters)
    off = abs(wanted - written)
    commas = "a comma is" if off == 1 else f"{off} commas are"
    amiss = f"{commas} {'missing' if written < wanted else 'too many'}"
    message = f"`{function.name}` takes {wanted} arguments, here are {written}: {amiss}"
    return Complaint(Fault.SLOTS, message)

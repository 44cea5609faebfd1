"""Whether what is expected of a record is what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, assert_never

from mapping_dsl.catalog.attribute import Attribute
from mapping_dsl.catalog.paths import key, shorten
from mapping_dsl.evaluate.printer import quoted
from mapping_dsl.evaluate.result import Absent, Failed, Result, Skipped, Unknown, Value
from mapping_dsl.preview.outcome import Outcome, in_words, lacking
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Step, Verb
from mapping_dsl.preview.typed import typed
from mapping_dsl.requests.predict import prediction
from mapping_dsl.resolve.merge import target_key
from mapping_dsl.spec.given import plain
from mapping_dsl.spec.verdict import Verdict
from mapping_dsl.spec.why import because
from mapping_dsl.syntax import tree

_NOT_SENT = "write `no request`, `out of scope`, or what is sent `on update`"
_ASK = "expect only what is sure, or mend what keeps it from being known"


class Judge:
    """What is expected of one record, held against its previews: one for each rule.

    With `on_update` it is an object that Webex has, as `current` if that is known.
    """

    def __init__(
        self, previews: Sequence[Preview], *, on_update: bool, current: Mapping[str, Any] | None
    ) -> None:
        self._previews = previews
        self._on_update = on_update
        self._current = current

    def verdict(self, node: tree.Expectation) -> Verdict:
        """Judge an expectation under every rule that says something of it; the worst one counts."""
        found = [each for one in self._previews for each in self._under(one, node)]
        wrong = [verdict for verdict in found if verdict.holds is False]
        open_ = [verdict for verdict in found if verdict.holds is None]
        return next(iter([*wrong, *open_, *found]), None) or Verdict(node, None, "no row maps it")

    def _under(self, one: Preview, node: tree.Expectation) -> Iterator[Verdict]:
        """Yield the verdict of a rule, named if there are several; none if it says nothing."""
        match node:
            case tree.OutOfScope():
                found: Verdict | None = self._out_of_scope(node, one)
            case tree.NoRequest():
                found = self._no_request(node, one)
            case tree.Sends() | tree.SendsNothing():
                found = self._of_row(node, target_key(node.target), one)
            case _:
                assert_never(node)
        if found is not None and len(self._previews) > 1:
            found = found.but(said=f"{found.said}, by the rule {quoted(one.rule)}")
        if found is not None:
            yield found

    # --- the object --------------------------------------------------------------------------

    def _out_of_scope(self, node: tree.OutOfScope, one: Preview) -> Verdict:
        holds = one.standing.in_scope
        if holds is None:
            why = lacking(one.standing.filters)
            return Verdict(node, None, f"whether it is in scope is not known: {why}", _ASK)
        return Verdict(node, not holds, "this record is in scope")

    def _no_request(self, node: tree.NoRequest, one: Preview) -> Verdict:
        step = self._step(one)
        if step.verb is Verb.PATCH and self._current is not None:
            found = prediction(one, self._current, linked=True)
            step = found.stopped or step.but(because=found.requests[-1].why)
        if step.verb is Verb.UNKNOWN:
            said = f"what is sent is not known: {step.because}"
            return Verdict(node, None, said, _ASK)
        why = f": {step.because}" if step.because else ""
        return Verdict(node, step.verb is Verb.NOTHING, f"a {step.verb} is sent{why}")

    def _step(self, one: Preview) -> Step:
        return one.request.existing if self._on_update else one.request.new

    # --- a target ----------------------------------------------------------------------------

    def _of_row(
        self, node: tree.Sends | tree.SendsNothing, wanted: str, one: Preview
    ) -> Verdict | None:
        """Judge what a rule says of a target; None if it says nothing."""
        name = shorten(node.target.text)
        row = next((row for row in one.outcomes if row.mapping.target.key == wanted), None)
        if row is None:
            if wanted not in map(key, one.unresolved):
                return None
            return Verdict(node, None, f"the row of `{name}` has errors", "mend them first")
        step = self._step(one)
        if step.verb in (Verb.NOTHING, Verb.UNKNOWN) and not step.partial:
            return _unsent(node, name, step, one)
        return self._value(node, name, row)

    def _value(self, node: tree.Sends | tree.SendsNothing, name: str, row: Outcome) -> Verdict:
        sent = row.on_update if self._on_update else row.on_create
        wanted = expected(node, row.target)
        if isinstance(sent, Unknown):
            said = f"`{name}` is not known: {lacking(sent) or 'it hangs on what Webex has'}"
            return Verdict(node, None, said, _ASK if lacking(sent) else "give `current`", row)
        got, there = in_words(sent), in_words(wanted)
        holds = _same(sent, wanted)
        return Verdict(node, holds, f"`{name}` is {got}, not {there}", because(row), row)


def _unsent(node: tree.Sends | tree.SendsNothing, name: str, step: Step, one: Preview) -> Verdict:
    """Judge what is expected of somebody of whom nothing is sent, or nobody knows whether it is."""
    if step.verb is Verb.UNKNOWN:
        said = f"whether `{name}` is sent is not known: {step.because}"
        return Verdict(node, None, said, _ASK)
    said = f"nothing is sent, `{name}` neither: {step.because}"
    errors = [row for row in one.outcomes if isinstance(row.result, Failed)]
    told = [f"`{shorten(row.target.name)}`: {because(row)}" for row in errors]
    return Verdict(node, holds=False, said=said, help="\n".join([*told, _NOT_SENT]))


def expected(node: tree.Sends | tree.SendsNothing, target: Attribute) -> Result:
    """Return what an expectation says is sent, in the target's type if it fits that."""
    value = None if isinstance(node, tree.SendsNothing) else plain(node.value)
    if isinstance(value, dict | list):
        items = value if isinstance(value, list) else [value]
        value = (
            tuple(
                str(item.get("value", item) if isinstance(item, dict) else item) for item in items
            )
            or None
        )
    if value is None:
        return Absent()
    fitting = typed(value, target)
    return fitting if isinstance(fitting, Value) else Value(value)


def _same(sent: Result, wanted: Result) -> bool:
    """Compare exactly, but for the order of several values."""
    if isinstance(sent, Value) and isinstance(wanted, Value):
        if isinstance(sent.value, tuple) and isinstance(wanted.value, tuple):
            return sorted(sent.value) == sorted(wanted.value)
        return type(sent.value) is type(wanted.value) and sent.value == wanted.value
    return isinstance(wanted, Absent) and isinstance(sent, Absent | Skipped)

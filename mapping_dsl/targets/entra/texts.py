"""Whether the text of an imported expression says what its tree says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapping_dsl.evaluate.printer import as_service_prints, canonical
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.resolve.lowering import Lowering
from mapping_dsl.resolve.model import Call, Expression, walk
from mapping_dsl.resolve.raising import Unsayable
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse_expression
from mapping_dsl.targets.entra.document import AttributeMappingSource
from mapping_dsl.targets.entra.trees import expression

_BLANKS = re.compile(r'("(?:[^"\\]|\\.)*")|\s+', re.DOTALL)
_EMPTY_SLOTS = re.compile(r"(?:,\s*)+\)")


def disagreements(source: AttributeMappingSource, at: str) -> Iterator[tuple[str, str, str]]:
    """Yield where text and tree differ: the JSON pointer, the text, and the tree as text.

    Only the outermost one of a branch is told. A text is allowed every spelling that means the same
    as the tree, since older documents leave out slots that are printed today.
    """
    try:
        tree = expression(source)
    except Unsayable:
        return
    text = source.expression
    if text is not None and not _agrees(text, tree):
        yield f"{at}/expression", text, canonical(tree)
        return
    for index, entry in enumerate(source.parameters or ()):
        if entry.value:
            yield from disagreements(entry.value, f"{at}/parameters/{index}/value")


def _agrees(text: str, tree: Expression) -> bool:
    printed = as_service_prints(tree)
    if text == printed or _meaning(text) == tree:
        return True
    return not _known(tree) and _loose(text) == _loose(printed)


def _meaning(text: str) -> Expression | None:
    """Return what a text means; none where it is no expression."""
    parsed, wrong = parse_expression(Source("", text))
    if parsed is None or wrong:
        return None
    told: list[object] = []
    lowered = Lowering(
        told.append,
        lambda call: FUNCTIONS.get(call.function.text),
        lambda *problem: told.append(problem),
    ).value(parsed)
    return None if lowered is None or told else lowered.node


def _known(tree: Expression) -> bool:
    """Tell whether every function in a tree is one whose slots are known."""
    calls = (one.function for one in walk(tree) if isinstance(one, Call))
    return all(function in FUNCTIONS for function in calls)


def _loose(text: str) -> str:
    """Return a text without blanks outside of quotes, and without empty slots at ends."""
    bare = _BLANKS.sub(lambda found: found[1] or "", text)
    return _EMPTY_SLOTS.sub(")", bare)

"""The constants that a row can send, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.findings import Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint import written
from mapping_dsl.lint.branches import branches
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import chosen
from mapping_dsl.resolve.model import AttributeMapping, Constant, ObjectMapping
from mapping_dsl.syntax import expression as ex
from mapping_dsl.syntax import tree


class Sent(Frozen):
    """A text that is sent as it stands; `quoted` unless a `$name` at this place stands for it."""

    text: str
    place: Place
    quoted: bool


def constants(row: AttributeMapping, objects: ObjectMapping, context: Context) -> Iterator[Sent]:
    """Yield the texts known to the letter that a row can send, its default included.

    Each is told once for each place where it is written as a branch of its own: a condition may
    have the same text, and is another matter.
    """
    seen: set[str] = {""}
    if row.source is not None:
        for one, known in chosen(row.source, context.inference(objects)):
            text = known.shape(one).text
            if text is not None and text not in seen:
                seen.add(text)
                if isinstance(one, Constant):
                    yield from _written(row, one, context)
                else:
                    yield Sent(text, written.place_of(row, one, context), quoted=False)
    if row.default and row.default not in seen:
        place = written.default(row, context)
        elsewhere = context.option(row, tree.Default) or row.origin
        yield Sent(row.default, place or elsewhere, place is not None)


def _written(row: AttributeMapping, one: Constant, context: Context) -> Iterator[Sent]:
    """Yield where a constant stands as a branch, in quotes or as what a `$name` stands for."""
    source, text = row.origin.source, one.text
    nodes = _branches(row, context)
    quoted = [node for node in nodes if isinstance(node, ex.String) and node.value == text]
    for node in quoted:
        yield Sent(text, Place(source, node.span), quoted=True)
    if not quoted:
        same = [node for node in nodes if isinstance(node, ex.Number | ex.Word | ex.Reference)]
        meant = (node for node in same if written.stands_for(node, one, context))
        first = next(meant, None)
        yield Sent(text, Place(source, first.span) if first else row.source_origin, quoted=False)


def _branches(row: AttributeMapping, context: Context) -> list[ex.Expression]:
    row_written = context.written(row)
    if row_written is None or isinstance(row_written.source, tree.Direct | tree.Nothing):
        return []
    source = row_written.source
    return context.once(("branches", id(row)), lambda: list(branches(source)))

"""The constants that a row can send, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.findings import Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import chosen
from mapping_dsl.resolve.model import AttributeMapping, Constant, ObjectMapping
from mapping_dsl.syntax import tree


class Sent(Frozen):
    """A text that is sent as it stands; `quoted` unless a `$name` at this place stands for it."""

    text: str
    place: Place
    quoted: bool


def constants(row: AttributeMapping, objects: ObjectMapping, context: Context) -> Iterator[Sent]:
    """Yield the texts known to the letter that a row can send, its default included; each once."""
    seen: set[str] = {""}
    if row.source is not None:
        for one, known in chosen(row.source, context.inference(objects)):
            text = known.shape(one).text
            if text is not None and text not in seen:
                seen.add(text)
                place = written.value(row, text, context) if isinstance(one, Constant) else None
                yield Sent(text, place or written.place_of(row, one, context), place is not None)
    if row.default and row.default not in seen:
        place = written.default(row, context)
        elsewhere = context.option(row, tree.Default) or row.origin
        yield Sent(row.default, place or elsewhere, place is not None)

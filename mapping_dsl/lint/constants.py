"""The constants that a row can send, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.findings import Place
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.flow import chosen
from mapping_dsl.resolve.model import AttributeMapping, Constant, Kind, ObjectMapping


def constants(
    row: AttributeMapping, objects: ObjectMapping, context: Context
) -> Iterator[tuple[str, Place | None]]:
    """Yield what a row can send word for word, its default included; each text once.

    The place is that of the text itself; it has none where the text comes from a `let` or `param`.
    """
    seen: set[str] = set()
    if row.source is not None:
        for one, _ in chosen(row.source, context.inference(objects)):
            if isinstance(one, Constant) and one.kind is Kind.LITERAL and one.text not in seen:
                seen.add(one.text)
                if one.text:
                    yield one.text, written.value(row, one.text, context)
    if row.default and row.default not in seen:
        yield row.default, written.default(row, context)

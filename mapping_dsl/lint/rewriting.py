"""Fixes that put what is written into another form."""

from __future__ import annotations

from mapping_dsl.findings import Edit, Fix, Place
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.source import Source
from mapping_dsl.syntax.expression import Node


class Rewriting:
    """The text of one file, from which parts are taken over as they stand."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def of(self, node: Node) -> str:
        """Return the text of a node."""
        return self.source.text[slice(*node.span)]

    def of_place(self, place: Place) -> str:
        """Return the text of a place in this file."""
        return self.source.text[slice(*place.span)]

    def instead(self, node: Node, text: str) -> Fix:
        """Return the fix that writes a text in place of a node."""
        return instead(Place(self.source, node.span), text)

    def around(self, place: Place, before: str, after: str) -> Fix:
        """Return the fix that puts something around what stands at a place."""
        return instead(place, f"{before}{self.of_place(place)}{after}")

    def all(self, title: str, texts: list[tuple[Node, str]]) -> Fix:
        """Return the fix that writes several texts, each in place of a node."""
        edits = tuple(Edit(Place(self.source, node.span), text) for node, text in texts)
        return Fix(title, edits, safe=False)

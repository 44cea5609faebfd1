"""What of a mapping a place lies in, in words that outlast a new layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mapping_dsl.catalog.paths import expand, shorten
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.expression import Name, Node, String
from mapping_dsl.syntax.parser import parse


class Spot(NamedTuple):
    """An object mapping (`users`), and a target or another statement in it; empty where none is."""

    objects: str = ""
    statement: str = ""


class Within:
    """The statements of one mapping, with where they stand."""

    def __init__(self, source: Source) -> None:
        self._spots = list(_of_file(parse(source).file))

    def spot(self, span: Span) -> Spot:
        """Return the innermost of what a span lies in."""
        around = [spot for node, spot in self._spots if _holds(node, span)]
        return around[-1] if around else Spot()


def _holds(node: Node, span: Span) -> bool:
    return node.span.start <= span.start and span.end <= node.span.end


def _of_file(file: tree.File) -> Iterator[tuple[Node, Spot]]:
    for item in file.items:
        match item:
            case tree.Block():
                yield from _of_block(item, "")
            case tree.RuleBlock():
                for block in item.blocks:
                    yield from _of_block(block, f'rule "{item.name.value}" ')
            case tree.Param() | tree.Let():
                yield item, Spot("", f"${item.name.text}")
            case tree.Test():
                yield item, Spot("", f'test "{item.title.value}"')
            case tree.Attributes():
                for one in item.declarations:
                    yield one, Spot("", f"{item.side.text} {_declared(one.name)}")


def _of_block(block: tree.Block, rule: str) -> Iterator[tuple[Node, Spot]]:
    ends = f' "{_end(block.source)}" -> "{_end(block.target)}"' if block.source else ""
    objects = f"{rule}{block.kind.text}{ends}"
    yield block, Spot(objects)
    for entry in block.entries:
        yield entry, Spot(objects, _statement(entry))


def _statement(entry: tree.Entry) -> str:
    match entry:
        case tree.Row() | tree.Drop():
            return shorten(expand(entry.target.text))
        case tree.Scope():
            return f"{entry.kind.text} scope" if entry.kind else "scope"
        case tree.Actions():
            return "actions"


def _end(written: String | None) -> str:
    return written.value if written else ""


def _declared(name: Name | String) -> str:
    return name.value if isinstance(name, String) else name.text

"""The names in the records of a test."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from mapping_dsl.catalog import paths
from mapping_dsl.catalog.load import source_catalog
from mapping_dsl.syntax.expression import Name, String
from mapping_dsl.syntax.tree import JsonObject

_EVERYWHERE = ("id", "schemas", "meta", "externalid")
"""What SCIM gives every resource."""


class Said(NamedTuple):
    """A name as it is written, and its path; `outer` is the object that it is in, if it is."""

    path: str
    name: Name | String
    outer: str = ""

    def holds(self, inner: Said) -> bool:
        """Tell whether another name is in the object that this one has."""
        return inner.outer[:-1] == self.path


def said(record: JsonObject) -> Iterator[Said]:
    """Yield the names of a record, those in its objects after theirs."""
    for pair in record.pairs:
        outer = text(pair.name)
        yield Said(outer, pair.name)
        if isinstance(pair.value, JsonObject):
            sign = ":" if outer.casefold().startswith("urn:") else "."
            for inner in pair.value.pairs:
                yield Said(f"{outer}{sign}{text(inner.name)}", inner.name, f"{outer}{sign}")


def text(name: Name | String) -> str:
    """Return a name without its quotes."""
    return name.value if isinstance(name, String) else name.text


def as_name(path: str) -> str:
    """Return a path as the name of a record: in quotes if it is not one word."""
    return path if path.isidentifier() else json.dumps(path, ensure_ascii=False)


def same_attribute(kind: str) -> Callable[[str], str]:
    """Return what tells which attribute of Entra a path is, be it called by Graph's name."""
    known = source_catalog(kind).attributes
    graph = {one.graph: one.name for one in known if one.graph}
    graph |= {one.name: one.name for one in known}
    return lambda path: graph.get(path, path)


def same_target(path: str) -> str:
    """Return which attribute of the target system a path is; case does not matter."""
    return paths.key(path)


def is_target(path: str, targets: Iterable[str]) -> bool:
    """Tell whether a path is a target, what some are parts of, or a part of one."""
    mine = paths.key(path)
    known = (*map(paths.key, targets), *_EVERYWHERE)
    return any(
        mine == one or one.startswith((f"{mine}.", f"{mine}[", f"{mine}:")) or _is_part(mine, one)
        for one in known
    )


def _is_part(path: str, target: str) -> bool:
    return path.startswith((f"{target}.", f"{target}["))

"""JSON for programs that a person may look at: readable, and nothing acts on a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

_HIDDEN = re.compile(r"[^\n -\U0010ffff]|[^\x00-\x7f]")


def dump(data: object) -> str:
    """Return data as indented JSON text that ends with a newline.

    Letters of any script stand as they are. Control characters, marks that turn the direction of
    text, and halves of surrogate pairs are escaped.
    """
    return escaped(json.dumps(data, indent=2, ensure_ascii=False)) + "\n"


def escaped(text: str) -> str:
    """Return JSON text with what would act on a terminal escaped."""
    return _HIDDEN.sub(_shown, text)


def dump_lines(items: Iterable[object]) -> str:
    """Return each item as JSON on a line of its own, with the same characters escaped."""
    lines = (_HIDDEN.sub(_shown, json.dumps(item, ensure_ascii=False)) for item in items)
    return "".join(f"{line}\n" for line in lines)


def dump_each(items: Iterable[object]) -> Iterator[str]:
    """Yield what `dump` returns for a list of these items, one after the other."""
    before = "[\n  "
    for item in items:
        yield before + dump(item).rstrip("\n").replace("\n", "\n  ")
        before = ",\n  "
    yield "[]\n" if before.startswith("[") else "\n]\n"


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    return character if character.isprintable() else json.dumps(character)[1:-1]

"""The sources of `userName` below `cases/email`, with what a person says of them."""

import re
from typing import NamedTuple

from golden import CASES
from mapping_dsl.api.lint import PLAIN
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.model import Expression
from mapping_dsl.resolve.shape import Shape
from mapping_dsl.source import Source

FILE = CASES / "email" / "sources.txt"
_HEAD = """\
mapping "email"
param domain = "contoso.com"
attributes source { extension_9d98ed114c4840d298fad781915f27e4_login: string }
users {
"""
_ENTRY = re.compile(r"(always|sometimes|never|unknown) \| (yes|no) \| (.+)\n((?:  .+\n)+)")


class Judged(NamedTuple):
    """A source, its verdict, whether some user has nothing to send, and why."""

    source: str
    verdict: str
    nothing: bool
    why: str

    @property
    def functions(self) -> set[str]:
        return set(re.findall(r"\b(\w+)\(", self.source)) - {"and", "or", "not"}


def judged() -> list[Judged]:
    """Return all entries of the file, of which every line that is no comment is part."""
    text = FILE.read_text("utf-8")
    entries = [Judged(e[4].strip(), e[1], e[2] == "yes", e[3]) for e in _ENTRY.finditer(text)]
    rest = _ENTRY.sub("", text)
    assert [line for line in rest.splitlines() if line and not line.startswith("#")] == []
    return entries


def known(entries: list[Judged]) -> list[Judged]:
    """Return the entries whose functions there are; the others wait for theirs."""
    return [entry for entry in entries if entry.functions <= set(FUNCTIONS)]


def inferred(entry: Judged) -> tuple[Expression | None, Shape]:
    """Return what the source means, and what is inferred of it."""
    resolved = PLAIN.read(Source("email.mapping", f"{_HEAD}{entry.source}\n-> userName\n}}"))
    assert resolved.findings == [], entry.source
    objects = resolved.mapping.rules[0].object_mappings[0]
    source = objects.mappings[0].source
    return source, Context(resolved).shape(objects, source)

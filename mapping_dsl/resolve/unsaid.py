"""What a mapping cannot say of the schema that it was imported from, named in its comments.

`# only --into keeps /synchronizationRules/0/metadata: 2 entries  #1a2b3c4d` stands for what lies
there in the exported schema, whose digest comes last. A comment, since it says nothing of the
mapping; known to the tool, since without that schema something would be lost. Whoever deletes it
gives the thing up where nothing is merged, and a row or a filter everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mapping_dsl.catalog import paths
from mapping_dsl.findings import Place
from mapping_dsl.frozen import Frozen
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax.parser import Parsed

MARK = "# only --into keeps "
_WIDTH = 100
_COMMENT = r"\s*(?P<pointers>/\S*?(?:, /\S*?)*)(?::(?:\s+(?P<note>.*))?)?\s*"
_DIGEST = re.compile(r"(?:^|\s+)#(?P<digest>[0-9a-f]{8})$")
_ROW = re.compile(r"/attributeMappings/\d+")
_DEFINITION = re.compile(r"/attributes/\d+$")
_FOUND_OUT = re.compile(
    "(?:(?:^|, )(?:id|version|discoverabilities|discoveryDateTime|[0-9]+ of [0-9]+ definitions))+"
)
_NAME = re.compile("`([^`]+)`")
_SCHEMA = re.compile(r"(/value/\d+)?/schema(?=/)")
_FILTER = {"groups": "groups", "inputFilterGroups": "input", "categoryFilterGroups": "category"}
_ENCODED = r"[\s%\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|[:,](?=$|\s)"
_ARROW = " -> "


class Unsaid(Frozen, aside=("place",)):
    """A place of a schema, as a JSON pointer, and what is there.

    `digest` is that of the value, in 8 hexadecimal digits; empty where nobody wrote it down.
    """

    pointer: str
    note: str
    place: Place
    digest: str = ""

    @property
    def key(self) -> str:
        """What tells a place from others in each version of a schema: rows may be numbered anew."""
        inside = _SCHEMA.sub("", self.pointer, count=1)
        if self.definition:
            return _DEFINITION.sub(f"/attributes/{paths.key(self.definition)}", inside)
        return _ROW.sub(f"/attributeMappings/{paths.key(self.target or '*')}", inside)

    @property
    def what(self) -> str:
        """What it is for people: the target of a row, the kind of a scope, or the place."""
        if self.filter:
            return "scope" if self.filter == "groups" else f"{self.filter} scope"
        return self.target or self.definition or self.pointer

    @property
    def definition(self) -> str | None:
        """The attribute, where it is the definition of one that a row uses."""
        found = _NAME.search(self.note) if _DEFINITION.search(self.pointer) else None
        return found[1] if found else None

    @property
    def is_directory(self) -> bool:
        """Whether it is the rest of a directory, whose note counts what the rows do not use."""
        return re.search(r"/directories/\d+$", self.pointer) is not None

    @property
    def is_of_the_service(self) -> bool:
        """Whether it is but what the service finds out of a directory, or what no row uses."""
        return self.is_directory and _FOUND_OUT.fullmatch(self.note) is not None

    def same(self, other: Unsaid) -> bool:
        """Tell whether two stand for the same thing, as far as both say what it is."""
        if self.digest and other.digest:
            return self.digest == other.digest
        if self.is_directory:
            return True
        return self.note == other.note

    @property
    def target(self) -> str | None:
        """The target, where it is a row: the note ends with an arrow and a target."""
        _, arrow, target = self.note.rpartition(_ARROW)
        return target if arrow and "/attributeMappings/" in self.pointer else None

    @property
    def actions(self) -> bool:
        """Whether it is what a block may do."""
        return self.pointer.endswith("/flowTypes")

    @property
    def filter(self) -> str | None:
        """The kind of the scope, where it is one."""
        *_, above, last = ("", *self.pointer.split("/"))
        return _FILTER.get(last) if above == "scope" else None


def comments(found: Iterable[Unsaid]) -> Iterator[str]:
    """Yield the comments that list some places: those without a note together, others alone."""
    plain: list[str] = []
    for unsaid in found:
        pointer = _encode(unsaid.pointer)
        if not unsaid.note and len(MARK + ", ".join([*plain, pointer])) <= _WIDTH:
            plain.append(pointer)
            continue
        if plain:
            yield MARK + ", ".join(plain)
        plain = [] if unsaid.note else [pointer]
        if unsaid.note:
            digest = f"  #{unsaid.digest}" if unsaid.digest else ""
            yield f"{MARK}{pointer}: {' '.join(_printable(unsaid.note).split())}{digest}"
    if plain:
        yield MARK + ", ".join(plain)


def listed(parsed: Parsed, source: Source) -> Iterator[Unsaid]:
    """Yield what the comments of a file list."""
    for start, end in parsed.comments:
        if source.text.startswith(MARK, start):
            found = re.fullmatch(_COMMENT, source.text[start + len(MARK) : end])
            if found:
                place = Place(source, Span(start, end))
                note, digest = _parted(found["note"] or "")
                for pointer in found["pointers"].split(", "):
                    yield Unsaid(_decode(pointer), note, place, digest)


def as_row(shown: str, target: str) -> str:
    """Return the note of a row that cannot be said."""
    return f"{shown}{_ARROW}{target}"


def _parted(note: str) -> tuple[str, str]:
    """Return a note and the digest at its end; files of before there were digests have none."""
    found = _DIGEST.search(note)
    return (note[: found.start()], found["digest"]) if found else (note, "")


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() or sign == " " else " " for sign in text)


def _encode(pointer: str) -> str:
    def escaped(found: re.Match[str]) -> str:
        return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogatepass"))

    return re.sub(_ENCODED, escaped, pointer)


def _decode(pointer: str) -> str:
    def byte(found: re.Match[str]) -> str:
        return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "surrogatepass")

    try:
        return re.sub("(?:%[0-9A-F]{2})+", byte, pointer)
    except UnicodeDecodeError:
        return pointer

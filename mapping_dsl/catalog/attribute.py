"""What an attribute of a directory is."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from mapping_dsl.frozen import Frozen

Confidence = Literal["high", "medium", "low"]
Email = Literal["always", "sometimes", "never", "unknown"]
Form = Literal["guid", "language", "country", "proxy-address", "distinguished-name", "phone"]
Mutability = Literal["ReadWrite", "ReadOnly", "WriteOnly", "Immutable"]
Status = Literal["usable", "contradicted", "unsupported"]


class AttributeType(StrEnum):
    """Graph's `attributeType`, in the spelling that the service accepts."""

    STRING = "String"
    INTEGER = "Integer"
    BOOLEAN = "Boolean"
    DATETIME = "DateTime"
    REFERENCE = "Reference"
    BINARY = "Binary"


class Default(Frozen):
    """The row that a preset has for a target; `source` is text of the mapping language."""

    source: str
    preset: str
    evidence: str
    confidence: Confidence
    match: int = 0


class Attribute(Frozen):
    """One attribute of a source or a target; `schemas/catalog.schema.json` explains each field.

    `longest` is in characters, `most` in values. A source has `graph` (where a Graph v1.0 record
    holds it) unless it is `computed`; a target has `filters` if Webex documents a search by it, and
    `shared_with` if something else writes it, too.
    """

    name: str
    type: AttributeType
    multivalued: bool = False
    required: bool = False
    anchor: bool = False
    case_exact: bool = False
    mutability: Mutability = "ReadWrite"
    nullable: bool = True
    graph: str | None = None
    computed: bool = False
    email: Email = "unknown"
    local_part: bool = False
    form: Form | None = None
    longest: int | None = None
    most: int | None = None
    values: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    default: Default | None = None
    shared_with: str = ""
    scope: bool = True
    status: Status = "usable"
    evidence: str = ""
    confidence: Confidence = "low"
    note: str = ""


class Catalog(Frozen):
    """The attributes of one object; `directory` and `object` are their names in Graph's JSON.

    With `scim` the attributes' names are SCIM paths, which are compared without case.
    """

    directory: str
    object: str
    attributes: tuple[Attribute, ...]
    scim: bool = False

    def __hash__(self) -> int:
        return hash((self.directory, self.object, len(self.attributes)))  # looked up often

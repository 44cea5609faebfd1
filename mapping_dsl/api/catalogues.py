"""`explain`, `rules`, `functions`, `attributes`: what the tool knows, offline."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl.api.opening import opened
from mapping_dsl.api.project import Project
from mapping_dsl.catalog import paths
from mapping_dsl.catalog.attribute import Attribute
from mapping_dsl.catalog.load import source_catalog, target_catalog
from mapping_dsl.catalog.lookup import find, near
from mapping_dsl.diff.rules import RULES as CHANGES
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Finding
from mapping_dsl.frozen import Frozen
from mapping_dsl.lang.function import Function
from mapping_dsl.lang.functions import FUNCTIONS, UNSUPPORTED
from mapping_dsl.lint.catalogue import BY_NAME
from mapping_dsl.report.pages import RULES
from mapping_dsl.resolve.model import ObjectMapping, reads
from mapping_dsl.rule import Rule

KINDS = ("users", "groups")
_NEEDED = {
    "users": ("id", "userPrincipalName", "accountEnabled", "deletedDateTime"),
    "groups": ("id", "deletedDateTime"),
}
_RELATIONS = ("manager", "members", "appRoleAssignments")
"""What Graph v1.0 has as navigation properties (CSDL of 2026-08), which `$select` leaves out."""


class Found(Frozen):
    """An attribute, and whether it is a `source` or a `target` of `users` or `groups`."""

    side: str
    kind: str
    attribute: Attribute


class Use(Frozen):
    """A source attribute that a mapping uses, and what is known of it."""

    kind: str
    name: str
    attribute: Attribute | None


def rules() -> tuple[Rule, ...]:
    """Return every rule, those over two versions included, in the order of the codes."""
    return tuple(RULES.values())


def functions() -> tuple[Function, ...]:
    """Return every function that can be evaluated."""
    return tuple(FUNCTIONS.values())


def attributes() -> Iterator[Found]:
    """Yield every attribute of the catalogs: sources before targets, users before groups."""
    for side, catalog in (("source", source_catalog), ("target", target_catalog)):
        for kind in KINDS:
            yield from (Found(side, kind, attribute) for attribute in catalog(kind).attributes)


def explain(name: str) -> list[Rule | Function | Found]:
    """Return all that has a name: a rule's code or slug, a function, an attribute.

    Raises ToolError with a guess for a name that nothing has.
    """
    by_name: dict[str, Rule] = {**BY_NAME, **{n: r for r in CHANGES for n in (r.code, r.slug)}}
    found: list[Rule | Function | Found] = []
    if name in by_name or name.upper() in by_name:
        found.append(by_name.get(name) or by_name[name.upper()])
    if name in FUNCTIONS:
        found.append(FUNCTIONS[name])
    found += [each for each in attributes() if _named(each, name)]
    if found:
        return found
    if name in UNSUPPORTED:
        raise ToolError(f"`{name}` is a function of Entra's that this version cannot evaluate")
    names = [*by_name, *FUNCTIONS, *(paths.shorten(each.attribute.name) for each in attributes())]
    meant = near(name, names)
    raise ToolError(f"nothing is named `{name}`{f'; did you mean `{meant}`?' if meant else ''}")


def _named(found: Found, name: str) -> bool:
    known = found.attribute.name
    if found.side == "source":
        return name in (known, found.attribute.graph)
    return paths.key(known) == paths.key(name)


def used(path: str, project: Project) -> tuple[list[Use], list[Finding]]:
    """Return the source attributes that a mapping needs, in the order of their first use.

    With findings, rows are left out that have errors, and so is what they need.
    """
    resolved = project.read(opened(path).source)
    blocks = [block for rule in resolved.mapping.rules for block in rule.object_mappings]
    uses = [
        Use(
            block.kind,
            name,
            find(source_catalog(block.kind), name) if block.kind in KINDS else None,
        )
        for block in blocks
        for name in dict.fromkeys(_names(block))
    ]
    return list(dict.fromkeys(uses)), resolved.findings


def _names(block: ObjectMapping) -> Iterator[str]:
    for scope in block.scopes:
        yield from (clause.attribute for group in scope.groups for clause in group)
    for row in block.mappings:
        yield from sorted(reads(row.source))


def graph_select(uses: list[Use], kind: str = "users") -> str:
    """Return the query of the Graph request whose records have all that a mapping needs.

    A preview needs some more than the mapping uses. What Graph holds as a relation, such as the
    manager, is expanded; what can only be written, such as a password, is left out.
    """
    selected = list(_NEEDED[kind])
    expanded: list[str] = []
    readable = (u for u in uses if not (u.attribute and u.attribute.mutability == "WriteOnly"))
    for use in (use for use in readable if use.kind == kind):
        held = use.name if use.attribute is None else use.attribute.graph or ""
        name = held.partition(".")[0].partition("[")[0]
        (expanded if name in _RELATIONS else selected).append(name)
    query = "$select=" + ",".join(name for name in dict.fromkeys(selected) if name)
    return query + (f"&$expand={','.join(dict.fromkeys(expanded))}" if expanded else "")

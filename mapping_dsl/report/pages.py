"""The pages that `explain` shows: of a rule, a function, an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapping_dsl.catalog.attribute import Attribute
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.diff.rules import RULES as CHANGES
from mapping_dsl.lang.function import Function
from mapping_dsl.lint.catalogue import ALL
from mapping_dsl.report.paragraphs import hanging
from mapping_dsl.rule import Rule

RULES: dict[str, Rule] = {
    rule.code: rule for rule in sorted((*ALL, *CHANGES), key=lambda rule: rule.code)
}
"""Every rule by its code, those over two versions included, in the order of the codes."""

_HEAD_OF_CODE = re.compile(r"^(\w+):\n((?:(?:    .*)?\n)+)", re.MULTILINE)


def rule_page(rule: Rule) -> str:
    """Return what a rule is about, with its examples and its evidence."""
    head = f"{rule.code} {rule.slug} ({rule.kind})"
    parts = [head, rule.page]
    if not rule.allowable:
        parts.append("This cannot be allowed in a mapping.")
    if rule.evidence:
        parts.append("Evidence:\n" + "\n".join(f"    {line}" for line in rule.evidence))
    return "\n\n".join(parts) + "\n"


def markdown_page(rule: Rule) -> str:
    """Return a rule's page as Markdown: its examples are code, its steps a list."""
    return _HEAD_OF_CODE.sub(_headed, f"{rule.page}\n").rstrip() + "\n"


def _headed(found: re.Match[str]) -> str:
    body = re.sub("^    ", "", found[2], flags=re.MULTILINE).strip("\n")
    code = body if body.startswith("1. ") else f"```\n{body}\n```"
    return f"**{found[1]}**\n\n{code}\n\n"


def function_page(function: Function) -> str:
    """Return a function's signature, its page with examples, and its parameters' JSON keys."""
    keys = "\n".join(
        f"    {p.name}: {p.type}, JSON key `{p.key}`{'' if p.key_verified else ' (a guess)'}"
        for p in function.parameters
    )
    parts = [
        f"{function.signature} -> {function.returns}",
        function.page,
        *_absent(function),
        f"Parameters:\n{keys}",
        "Evidence:\n" + "\n".join(f"    {line}" for line in function.evidence),
    ]
    if not function.documented:
        parts.insert(1, "On no page of Microsoft's; it works in real schemas.")
    return "\n\n".join(parts) + "\n"


def _absent(function: Function) -> Iterator[str]:
    """Say how to try an example that has no value where one could be: no text says `absent`."""
    calls = (call for call, _ in function.examples if "absent" in call)
    if call := next(calls, ""):
        tried = call.replace("absent", "[x]")
        yield (
            "In these examples `absent` stands for an attribute without a value. To try one:\n"
            f"    mapping-dsl eval '{tried}' --absent x"
        )


def attribute_page(side: str, kind: str, attribute: Attribute) -> str:
    """Return what is known of an attribute, and how well."""
    facts = [hanging(f"{name}: {value}") for name, value in _facts(attribute)]
    lines = [f"{shorten(attribute.name)} ({side} attribute of {kind})", "", *facts]
    return "\n".join(lines) + "\n"


def _facts(attribute: Attribute) -> Iterator[tuple[str, str]]:
    if shorten(attribute.name) != attribute.name:
        yield "full name", attribute.name
    yield "type", f"{attribute.type}{', multi-valued' if attribute.multivalued else ''}"
    if attribute.graph:
        yield "in a Graph record", attribute.graph
    flags = ("required", "anchor", "case_exact", "computed")
    has = [flag.replace("_", "-") for flag in flags if getattr(attribute, flag)]
    if has:
        yield "is", ", ".join(has)
    if attribute.mutability != "ReadWrite":
        yield "mutability", attribute.mutability
    if attribute.longest:
        yield "longest", f"{attribute.longest} characters"
    if attribute.most:
        yield "most", f"{attribute.most} values"
    if attribute.values:
        yield "values", ", ".join(attribute.values)
    if attribute.filters:
        yield "can be searched with", ", ".join(attribute.filters)
    if attribute.default:
        yield "by default from", f"{attribute.default.source} (`{attribute.default.preset}`)"
    if attribute.shared_with:
        yield "is written by", f"{attribute.shared_with}, too"
    if attribute.status != "usable":
        yield "status", attribute.status
    if attribute.note:
        yield "note", attribute.note
    yield "evidence", f"{attribute.evidence} (confidence: {attribute.confidence})"

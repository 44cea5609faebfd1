"""Rows of the catalogues as data for JSON: every field that a reader may want."""

from __future__ import annotations

from typing import Any

from mapping_dsl.catalog.attribute import Attribute
from mapping_dsl.lang.function import Function
from mapping_dsl.rule import Rule


def rule_data(rule: Rule) -> dict[str, Any]:
    """Return a rule."""
    return {
        "code": rule.code,
        "slug": rule.slug,
        "severity": rule.severity.value,
        "allowable": rule.allowable,
        "title": rule.title,
        "page": rule.page,
        "evidence": list(rule.evidence),
    }


def function_data(function: Function) -> dict[str, Any]:
    """Return a function."""
    return {
        "name": function.name,
        "signature": function.signature,
        "returns": function.returns.value,
        "documented": function.documented,
        "deterministic": function.deterministic,
        "parameters": [
            {
                "name": p.name,
                "key": p.key,
                "keyVerified": p.key_verified,
                "type": p.type.value,
                "optional": p.optional,
                "repeating": p.repeating > 0,
            }
            for p in function.parameters
        ],
        "page": function.page,
        "evidence": list(function.evidence),
    }


def attribute_data(side: str, kind: str, attribute: Attribute) -> dict[str, Any]:
    """Return an attribute."""
    return {
        "side": side,
        "kind": kind,
        "name": attribute.name,
        "type": attribute.type.value,
        "multivalued": attribute.multivalued,
        "required": attribute.required,
        "mutability": attribute.mutability,
        "nullable": attribute.nullable,
        "graph": attribute.graph,
        "longest": attribute.longest,
        "values": list(attribute.values),
        "filters": list(attribute.filters),
        "status": attribute.status,
        "evidence": attribute.evidence,
        "confidence": attribute.confidence,
        "note": attribute.note or None,
    }

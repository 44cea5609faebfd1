"""A row of a block to an attribute mapping."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mapping_dsl.catalog import paths
from mapping_dsl.catalog.lookup import near
from mapping_dsl.findings import Finding, Label, Place
from mapping_dsl.resolve.codes import DUPLICATE_DEFINITION, ENUM_CASE, EXPRESSION_TOO_LONG
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.resolve.lowering import LONGEST, Lowered, Result
from mapping_dsl.resolve.model import Allow, Attribute, AttributeMapping, Target
from mapping_dsl.resolve.names import Names
from mapping_dsl.source import Source
from mapping_dsl.syntax import tree
from mapping_dsl.syntax.codes import NULL_SOURCE
from mapping_dsl.syntax.expression import Name, Reference

ALWAYS = "Always"
ON_CREATE = "ObjectAddOnly"
_INT32, _INT32_DIGITS = 2**31 - 1, 10
FLOW_TYPES = (ALWAYS, ON_CREATE, "MultiValueAddOnly", "ValueAddOnly", "AttributeAddOnly")
"""Graph's `attributeFlowType` (CSDL of 2026-08); the service refuses any other spelling."""


def target(name: Name, source: Source) -> Target:
    """Return the target that a path names; backticks hold what is no path."""
    text = name.text.strip("`")
    return Target(paths.key(text), paths.expand(text), Place(source, name.span))


def allows(written: Iterable[tuple[tree.Allow, Source]]) -> tuple[Allow, ...]:
    """Return the suppressions that are written somewhere."""
    return tuple(
        Allow(
            allow.rule.text,
            allow.until.text if allow.until else None,
            allow.reason.value,
            Place(source, allow.span),
        )
        for allow, source in written
    )


class Rows:
    """The rows of one mapping, resolved; `tell` takes findings."""

    def __init__(self, names: Names, tell: Callable[[Finding], None]) -> None:
        self._names, self._tell = names, tell

    def row(self, row: tree.Row, source: Source) -> AttributeMapping | None:
        """Return the attribute mapping of a row, or none if it has errors, which are told."""
        options = {type(option): option for option in row.options}
        self._duplicates(row, source)
        lowered, fine = self._source(row, source)
        default, default_fine = self._default(options.get(tree.Default), source)
        flow_type = options.get(tree.FlowType)
        match = options.get(tree.Match)
        fine = fine and default_fine and self._is_precedence(match, source)
        if not (fine and self._is_flow_type(flow_type, source)):
            return None
        because = options.get(tree.Because)
        flow = ON_CREATE if tree.OnCreate in options else ALWAYS
        return AttributeMapping(
            lowered.node if lowered else None,
            target(row.target, source),
            int(match.priority.text) if isinstance(match, tree.Match) else 0,
            flow_type.name.text if isinstance(flow_type, tree.FlowType) else flow,
            "FlowAlways" if tree.FlowAlways in options else "FlowWhenChanged",
            default,
            because.reason.value if isinstance(because, tree.Because) else "",
            allows((o, source) for o in row.options if isinstance(o, tree.Allow)),
            Place(source, row.span),
            Place(source, row.source.span),
        )

    def _source(self, row: tree.Row, source: Source) -> tuple[Result, bool]:
        """Return the lowered source, none for `none`, and whether it is without errors."""
        match row.source:
            case tree.Nothing():
                return None, True
            case tree.Direct(name=name):
                if name.text.lower() == "null":
                    place = Place(source, name.span)
                    message = "`null` is no source"
                    fix = instead(place, "none")
                    self._tell(NULL_SOURCE.at(place, message, help="write `none`", fix=fix))
                    return None, False
                return Lowered(Attribute(name.text), len(name.text) + 2), True
            case expression:
                lowered = self._names.lowering(source).value(expression)
                if lowered and lowered.size > LONGEST:
                    place = Place(source, row.source.span)
                    message = f"written out this has about {lowered.size:,} characters"
                    help = f"Entra stores at most {LONGEST:,}: use `case`, or fewer copies"
                    self._tell(EXPRESSION_TOO_LONG.at(place, message, help=help))
                    return None, False
                return lowered, lowered is not None

    def _default(self, option: tree.Option | None, source: Source) -> tuple[str | None, bool]:
        if not isinstance(option, tree.Default):
            return None, True
        if isinstance(option.value, Reference):
            text = self._names.text(option.value, source)
            return text, text is not None
        return option.value.value, True

    def _is_precedence(self, option: tree.Option | None, source: Source) -> bool:
        """Tell whether a precedence is one of Graph's `matchingPriority` (Int32); 0 means none."""
        if not isinstance(option, tree.Match):
            return True
        text = option.priority.text
        if text.isdecimal() and len(text) <= _INT32_DIGITS and 0 < int(text) <= _INT32:
            return True
        place = Place(source, option.priority.span)
        message = "this is no matching precedence"
        self._tell(ENUM_CASE.at(place, message, help=f"it is a number from 1 to {_INT32:,}"))
        return False

    def _is_flow_type(self, option: tree.Option | None, source: Source) -> bool:
        if not isinstance(option, tree.FlowType) or option.name.text in FLOW_TYPES:
            return True
        place, name = Place(source, option.name.span), option.name.text
        meant = near(name, FLOW_TYPES)
        fix = instead(place, meant) if meant else None
        help = f"did you mean `{meant}`?" if meant else f"there are {', '.join(FLOW_TYPES)}"
        self._tell(ENUM_CASE.at(place, f"Entra has no flow type `{name}`", help=help, fix=fix))
        return False

    def _duplicates(self, row: tree.Row, source: Source) -> None:
        """Report an option that stands twice; `on create` is a flow type, too."""
        seen: dict[object, tree.Option] = {}
        for option in row.options:
            if isinstance(option, tree.Allow):
                continue
            kind = tree.FlowType if isinstance(option, tree.OnCreate) else type(option)
            before = seen.setdefault(kind, option)
            if before is not option:
                label = Label(Place(source, before.span), "first here")
                place = Place(source, option.span)
                message = "this option stands twice"
                self._tell(DUPLICATE_DEFINITION.at(place, message, label, help="keep one of them"))

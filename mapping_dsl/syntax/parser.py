"""Text to tree: run the automaton, and go on after each error."""

from __future__ import annotations

from typing import NamedTuple

from mapping_dsl.findings import Finding
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax.build import BUILDERS
from mapping_dsl.syntax.driver import Driver
from mapping_dsl.syntax.expression import Expression
from mapping_dsl.syntax.tree import File


class Parsed(NamedTuple):
    """What a file's text came to. What could not be read is in the findings, not in the file."""

    file: File
    comments: tuple[Span, ...]
    findings: list[Finding]


def parse(source: Source) -> Parsed:
    """Return the tree of a mapping file; with findings, of the statements that could be read."""
    driver = Driver(source.text, "file", BUILDERS)
    findings = _wrong(driver, source)
    return Parsed(driver.values[0], tuple(driver.comments), findings)


def parse_expression(source: Source) -> tuple[Expression | None, list[Finding]]:
    """Return the tree of one expression, or none and what is wrong with it."""
    driver = Driver(source.text, "expression", BUILDERS)
    findings = _wrong(driver, source)
    return (None if findings else driver.values[0]), findings


def _wrong(driver: Driver, source: Source) -> list[Finding]:
    """Drive to the end of the text, and return what was wrong on the way."""
    if driver.run() is None:
        return []
    from mapping_dsl.syntax.recovery import recover  # noqa: PLC0415 (slow, and only for a mistake)

    return recover(driver, source)

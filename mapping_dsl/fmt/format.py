"""The formatter: parse, print, and check that nothing but the layout has changed."""

from __future__ import annotations

from typing import NamedTuple

from mapping_dsl.findings import Finding
from mapping_dsl.fmt.attach import attach
from mapping_dsl.fmt.expressions import Expressions
from mapping_dsl.fmt.notes import Notes
from mapping_dsl.fmt.render import render
from mapping_dsl.fmt.statements import file
from mapping_dsl.source import Source
from mapping_dsl.syntax.expression import Expression
from mapping_dsl.syntax.parser import Parsed, parse
from mapping_dsl.syntax.tree import File


class FormatError(RuntimeError):
    """The formatter would have changed more than the layout: our mistake, and no file's loss."""


class Formatted(NamedTuple):
    """A file in its layout; with findings, which are syntax errors, the text as it was."""

    text: str
    findings: list[Finding]


def format_text(source: Source) -> Formatted:
    """Return a file in the one layout, or its own text and what has to be mended before."""
    parsed = parse(source)
    if parsed.findings:
        return Formatted(source.text, parsed.findings)
    text = _laid_out(source, parsed)
    if text != source.text:
        _check(source, parsed, text)
    return Formatted(text, [])


def print_file(node: File) -> str:
    """Return the text of a tree that may come from anywhere; comments are not in a tree."""
    return render(file(node, Notes()))


def print_expression(node: Expression) -> str:
    """Return the text of an expression, on one line if it fits; the last line is not ended."""
    return render(Expressions(Notes()).bare(node)).removesuffix("\n")


def _laid_out(source: Source, parsed: Parsed) -> str:
    return render(file(parsed.file, attach(source.text, parsed.file, parsed.comments)))


def _check(source: Source, parsed: Parsed, text: str) -> None:
    """Raise unless a text says what a file says, comments and all, and is in its layout itself."""
    laid_out = Source(source.path, text)
    again = parse(laid_out)
    kept = {
        "it no longer parses": not again.findings,
        "the tree changed": again.file == parsed.file,
        "the comments changed": _said(laid_out, again) == _said(source, parsed),
        "a second time gives another layout": _laid_out(laid_out, again) == text,
    }
    for fault, fine in kept.items():
        if not fine:
            raise FormatError(f"{source.path}: {fault}")


def _said(source: Source, parsed: Parsed) -> list[str]:
    return [source.text[start:end].rstrip() for start, end in parsed.comments]

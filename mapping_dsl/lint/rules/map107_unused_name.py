"""MAP107."""

from collections.abc import Iterator

from mapping_dsl.catalog import paths
from mapping_dsl.findings import Edit, Finding, Fix, Place, Severity
from mapping_dsl.lint.context import Context
from mapping_dsl.lint.uses import Sort
from mapping_dsl.resolve.fixes import instead
from mapping_dsl.resolve.merge import MergedBlock, target_key
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.rule import rule
from mapping_dsl.source import Source, Span
from mapping_dsl.syntax import tree


@rule("MAP107", "unused-name", Severity.WARNING, "this language: a name is there to be used")
def unused_name(resolved: Resolved, context: Context) -> Iterator[Finding]:
    """A `let`, a `param` or a declared attribute is not used, or a `drop` drops nothing.

    Most often a misspelling is behind it, or a row that was removed later: whoever reads the file
    takes the line for something that has an effect. A file without any block is there to be
    extended, and what it defines is not reported, nor is what a base defines. Removing a declared
    attribute also takes it out of the compiled schema, so that this is done with `--unsafe` only.

    Bad:
        mapping "contoso" extends "webex/default@1"
        let staff = "employee"

        users { "colleague" -> title }

    Good:
        mapping "contoso" extends "webex/default@1"
        let staff = "employee"

        users { $staff -> title }
    """
    if context.complete and any(_blocks(resolved.file)):
        yield from _definitions(resolved, context)
        yield from _declarations(resolved, context)
        for block in resolved.merged.blocks.values():
            for drop, source in block.dropped_in_vain:
                if source is resolved.source:
                    yield _in_vain(drop, block, source, context)


def _blocks(file: tree.File) -> Iterator[bool]:
    return (isinstance(item, tree.Block | tree.RuleBlock) for item in file.items)


def _definitions(resolved: Resolved, context: Context) -> Iterator[Finding]:
    used = {use.name for use in context.uses if use.sort is Sort.REFERENCE}
    for name, definition in resolved.merged.definitions.items():
        node, source = definition.node, definition.source
        if name not in used and source is resolved.source:
            word = "let" if isinstance(node, tree.Let) else "param"
            fix = _removal(source, node.span, safe=False)  # another file may extend this one
            yield _unused(name, f"`{word} {name}`", Place(source, node.name.span), fix)


def _declarations(resolved: Resolved, context: Context) -> Iterator[Finding]:
    sources = {use.name.lower() for use in context.uses}  # of a wrong case MAP101 tells
    targets = {target_key(row.target) for b in resolved.merged.blocks.values() for row, _ in b.rows}
    for (side, name), (node, source) in resolved.merged.declarations.items():
        used = name.lower() in sources if side == "source" else paths.key(name) in targets
        required = any(modifier.text == "required" for modifier in node.modifiers)
        left_to_501 = required and side == "target"
        if not used and not left_to_501 and source is resolved.source:
            fix = _removal(source, node.span, safe=False)
            what = f"the {side} attribute `{name}`"
            yield _unused(name, what, Place(source, node.name.span), fix)


def _unused(name: str, what: str, place: Place, fix: Fix) -> Finding:
    help = "use it or remove it"
    return unused_name.at(place, f"{what} is not used", help=help, fix=fix, subject=name)


def _in_vain(drop: tree.Drop, block: MergedBlock, source: Source, context: Context) -> Finding:
    name, place = drop.target.text, Place(source, drop.target.span)
    meant = context.near(name, [row.target.text for row, _ in block.rows], f"rows of {block.kind}")
    same = meant is not None and paths.key(meant) == paths.key(name)
    help, fix = "remove it", _removal(source, drop.span, safe=True)
    if meant and not same:
        help, fix = f"did you mean `{meant}`?", instead(place, meant)
    message = f"`{name}` is not inherited, so that nothing is dropped"
    return unused_name.at(place, message, help=help, fix=fix, subject=name)


def _removal(source: Source, span: Span, *, safe: bool) -> Fix:
    """Remove a statement, and its lines where it has them to itself; a comment stays."""
    text, (start, end) = source.text, span
    line = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end) % (len(text) + 1)
    if not text[line:start].strip() and not text[end:after].strip():
        start, end = line, min(after + 1, len(text))
    return Fix("remove it", (Edit(Place(source, Span(start, end)), ""),), safe)

"""The emitted transform, read by somebody else, says what the preview says."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from drawn_models import expressions, records
from interpreter import interpret
from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.evaluate.result import Absent, Failed, Result, Skipped, Unknown, Value
from mapping_dsl.evaluate.trace import evaluate
from mapping_dsl.fmt.format import print_expression
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.lang.types import Type
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.resolve.model import Call, Comparison, Expression
from mapping_dsl.resolve.resolve import resolve
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse, parse_expression
from mapping_dsl.targets.serialise import to_json
from mapping_dsl.targets.webex.transform import transform
from models import block, mapping, row, rule
from share import share

NAMES = ("mail", "givenName", "level", "proxyAddresses", "title")


def environment_free(expression: Expression) -> bool:
    """Tell whether an expression needs no `%DomainFQDN%`, which nobody here knows."""
    return "%" not in canonical(expression)


def writable(expression: Expression, *, condition: bool = False) -> bool:
    """Tell whether comparisons are conditions only: elsewhere the language writes an IIF."""
    if isinstance(expression, Comparison):
        return condition and writable(expression.left) and writable(expression.right)
    if not isinstance(expression, Call):
        return True
    takes = {p.name: p.type is Type.BOOLEAN for p in FUNCTIONS[expression.function].parameters}
    return all(
        writable(one, condition=takes[name])
        for name, values in expression.arguments
        for one in values
    )


def told(result: Result) -> tuple[str, Any]:
    match result:
        case Value(found):
            return "value", found
        case Absent():
            return "absent", None
        case Skipped():
            return "skipped", None
        case Failed():
            return "error", None
        case Unknown(names):
            assert not names
            return "unknown", None


@settings(max_examples=share(150), deadline=None)
@given(st.lists(expressions.filter(environment_free), min_size=1, max_size=4), records)
def test_transform_and_evaluator_agree(drawn: list[Expression], record: dict[str, Plain]) -> None:
    rows = [row(f"webex:drawn{n}", expression) for n, expression in enumerate(drawn)]
    text = to_json(transform(mapping(rule(block("users", *rows)))))
    known = dict.fromkeys(NAMES) | record

    theirs = interpret(text, "users", known)

    ours = {r.target.path: told(evaluate(r.source, known)) for r in rows if r.source}
    assert theirs == ours


@settings(max_examples=share(150), deadline=None)
@given(expressions.filter(writable))
def test_the_canonical_text_reads_back_as_the_same_expression(expression: Expression) -> None:
    text = canonical(expression)
    source = Source("drawn", f"users {{\n{text} -> title\n}}")

    resolved = resolve(source, parse(source))

    rows = resolved.mapping.rules[0].object_mappings[0].mappings
    assert [r.source for r in rows] == [expression], resolved.findings
    tree, _ = parse_expression(Source("drawn", text))
    assert tree is not None
    assert parse_expression(Source("again", print_expression(tree)))[0] == tree

"""docs/language.md says what is so: examples are read, tables asked, and nothing is left out."""

import re
from collections.abc import Iterator
from inspect import getmembers, isclass
from textwrap import indent
from typing import Any, NamedTuple

import pytest

from command import ROOT
from mapping_dsl.api.lint import lint_source
from mapping_dsl.evaluate.printer import canonical
from mapping_dsl.evaluate.scope import in_scope
from mapping_dsl.findings import Severity
from mapping_dsl.fmt.format import format_text, print_expression
from mapping_dsl.lint.catalogue import ALL, BY_NAME
from mapping_dsl.resolve.model import Groups, ObjectMapping
from mapping_dsl.resolve.resolve import resolve
from mapping_dsl.source import Source
from mapping_dsl.syntax import expression, tree
from mapping_dsl.syntax.expression import Node, walk
from mapping_dsl.syntax.parser import parse, parse_expression
from mapping_dsl.syntax.tables import LITERALS
from mapping_dsl.targets.entra.emit import emit
from mapping_dsl.targets.entra.operators import OPERATORS

TEXT = (ROOT / "docs/language.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")


class Example(NamedTuple):
    """A piece of the page: `mapping` is a file, `rows` are of its users, or an `expression`."""

    language: str
    text: str

    @property
    def file(self) -> str:
        """The example as a file, or as the part of one."""
        match self.language:
            case "rows":
                return f"users {{\n{indent(self.text, '  ')}}}\n"
            case "expression":
                return f"let it = {self.text}"
            case _:
                return self.text


def table(first: str) -> list[list[str]]:
    """Return the cells of the table whose first column has this name."""
    found = re.search(rf"^\| {first} \|.*\n\|[-|]+\n((?:\|.*\n)+)", TEXT, re.MULTILINE)
    assert found, first
    return [line.strip("| ").split(" | ") for line in found[1].splitlines()]


def codes(cell: str) -> list[str]:
    return _CODE.findall(cell)


def code(cell: str) -> str:
    return codes(cell)[0]


BLOCKS = [Example(*found.groups()) for found in _BLOCK.finditer(TEXT)]
DEFINITIONS = "".join(re.findall(r"^(?:param|let) .*\n", BLOCKS[0].text, re.MULTILINE))
EXPRESSIONS, SCOPES, TESTS = table("Expression"), table("Scope"), table("Test")
OPTIONS = [(option, cells[2]) for cells in table("Option") for option in codes(cells[0])]


def with_option(option: str) -> Example:
    return Example("rows", f"mail -> title {option}\n")


def examples() -> Iterator[Example]:
    """Yield everything on the page that somebody could write into a mapping."""
    yield from BLOCKS
    yield from (Example("expression", code(cells[0])) for cells in EXPRESSIONS)
    yield from (Example("rows", f"scope {code(cells[0])}\n") for cells in (*SCOPES, *TESTS))
    yield from (Example("rows", f"{code(cells[0])} -> title\n") for cells in table("Source"))
    yield from (with_option(option) for option, _ in OPTIONS)


EXAMPLES = list(examples())
each_block = pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.text[:30])


def mapped(rows: str, *before: str) -> ObjectMapping:
    """Return the first block of rows that are a mapping's users."""
    source = Source("language.md", "\n".join((*before, Example("rows", rows).file)))
    found = resolve(source, parse(source))
    assert found.findings == []
    return found.mapping.rules[0].object_mappings[0]


def groups(scope: str) -> Groups:
    return mapped(f"scope {scope}\n").scopes[0].groups


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text[:30])
def test_every_example_is_read(example: Example) -> None:
    assert example.language in ("mapping", "rows", "expression")
    assert parse(Source("language.md", example.file)).findings == []


@each_block
def test_every_block_is_in_the_one_layout(block: Example) -> None:
    if block.language == "expression":
        node, _ = parse_expression(Source("language.md", block.text))
        assert node
        assert print_expression(node) + "\n" == block.text
    else:
        assert format_text(Source("language.md", block.file)).text == block.file


@pytest.mark.parametrize(
    "text", [block.text for block in BLOCKS if block.language == "mapping"], ids=lambda t: t[:30]
)
def test_every_whole_file_is_without_errors_and_warnings(text: str) -> None:
    found = lint_source(Source("language.md", text), day="2026-01-01").findings

    assert [f.message for f in found if f.severity is not Severity.INFO] == []


@pytest.mark.parametrize("cells", EXPRESSIONS, ids=lambda cells: code(cells[0]))
def test_an_expression_becomes_what_the_page_says(cells: list[str]) -> None:
    row = mapped("$it -> title\n", DEFINITIONS, f"let it = {code(cells[0])}").mappings[0]

    assert row.source
    assert canonical(row.source) == code(cells[1])


@pytest.mark.parametrize("cells", SCOPES, ids=lambda cells: code(cells[0]))
def test_a_scope_becomes_what_the_page_says(cells: list[str]) -> None:
    written = [
        " and ".join(
            " ".join(filter(None, (c.attribute, OPERATORS[c.operator].name, c.value)))
            for c in group
        )
        for group in groups(code(cells[0]))
    ]

    assert cells[1] == " or ".join(f"`{group}`" for group in written)


@pytest.mark.parametrize("cells", TESTS, ids=lambda cells: code(cells[0]))
def test_an_operator_is_what_the_page_says(cells: list[str]) -> None:
    test, name, absent, complement = cells
    ((clause,),) = asked = groups(code(test))
    operator = OPERATORS[clause.operator]

    assert f"`{operator.name}`{'' if operator.verified else ' (?)'}" == name
    for nothing in (None, ""):
        assert in_scope(asked, {clause.attribute: nothing}).holds is (absent == "true")
    if complement == "none: MAP405":
        source = Source("language.md", f"users {{ scope not {code(test)} }}")
        assert [f.code for f in resolve(source, parse(source)).findings] == ["MAP405"]
    else:
        assert [c.operator for (c,) in groups(f"not {code(test)}")] == codes(complement)


def test_every_operator_is_told() -> None:
    assert [code(cells[1]) for cells in TESTS] == [o.name for o in OPERATORS.values()]


@pytest.mark.parametrize(("option", "told"), OPTIONS)
def test_an_option_is_in_the_json_what_the_page_says(option: str, told: str) -> None:
    def attribute_mapping(option: str) -> dict[str, Any]:
        text = f'mapping "x"\nlet name = "n/a"\n{with_option(option).file}'
        source = Source("language.md", text)
        emitted: Any = emit(resolve(source, parse(source)).mapping)
        found: dict[str, Any] = emitted["synchronizationRules"][0]["objectMappings"][0]
        return dict(found["attributeMappings"][0])

    plain, optioned = attribute_mapping(""), attribute_mapping(option)
    changed = [f"`{key}: {optioned[key]}`" for key in plain if plain[key] != optioned[key]]

    assert (changed or ["nothing"]) == [told]


def test_no_word_or_sign_of_the_language_is_left_out() -> None:
    shown = "\n".join([block.text for block in BLOCKS] + codes(_BLOCK.sub("", TEXT)))

    def there(text: str) -> bool:
        edge = r"[\w-]" if text[0].isalpha() else r"(?!)"
        return bool(re.search(rf"(?<!{edge}){re.escape(text)}(?!{edge})", shown))

    assert [text for text in LITERALS if not there(text)] == []


def test_every_construct_has_an_example() -> None:
    files = [parse(Source("language.md", example.file)).file for example in EXAMPLES]
    shown = {type(node) for file in files for node in walk(file)}
    nodes = {
        cls
        for module in (tree, expression)
        for _, cls in getmembers(module, isclass)
        if issubclass(cls, Node) and cls is not Node
    }

    assert nodes - shown == set()


def test_what_refuses_to_be_allowed_is_told() -> None:
    paragraph = re.search(r"^An `allow` is refused for .*(?:\n.+)*", TEXT, re.MULTILINE)
    assert paragraph
    told: set[str] = set()
    for first, last in re.findall(r"MAP(\d{3})(?: to MAP(\d{3}))?", paragraph[0]):
        told |= {f"MAP{number:03}" for number in range(int(first), int(last or first) + 1)}

    assert told == {rule.code for rule in ALL if not rule.allowable}


@pytest.mark.parametrize("name", sorted(set(re.findall(r"MAP\d{3}", TEXT))))
def test_rules_that_are_named_exist(name: str) -> None:
    assert name in BY_NAME


@pytest.mark.parametrize("anchor", sorted(set(re.findall(r"\]\(#([^)]+)\)", TEXT))))
def test_links_lead_to_headings(anchor: str) -> None:
    headings = re.findall(r"^#+ (.*)$", _BLOCK.sub("", TEXT), re.MULTILINE)

    assert anchor in [re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings]

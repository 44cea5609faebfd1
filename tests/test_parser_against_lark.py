"""The driver of `syntax` makes the very trees that Lark makes of the same grammar."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from lark import Token, Tree

import draw
from golden import CASES, cases
from mapping_dsl import resources
from mapping_dsl.fmt.format import print_file
from mapping_dsl.source import Span
from mapping_dsl.syntax import generate, tables
from mapping_dsl.syntax.driver import Driver
from mapping_dsl.syntax.expression import Name
from mapping_dsl.syntax.tree import File

LARK = generate.lark()
PUBLISHED = Path(__file__).parents[2] / "shared" / "reference" / "entra" / "expressions.jsonl"
SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.mapping"))


def builder(name: str) -> Callable[[list[Any], Span], Any]:
    """Return what builds a bare shape: the production's name and its children."""
    return lambda children, _: (
        name,
        [child.text if isinstance(child, Name) else child for child in children],
    )


BUILDERS = {built: builder(built) for _, built, _, _ in tables.PRODUCTIONS}


def ours(text: str, start: str) -> Any:
    driver = Driver(text, start, BUILDERS)
    assert driver.run() is None
    return driver.values[0]


def larks(text: str, start: str) -> Any:
    return _shape(LARK.parse(text, start=start))


def _shape(tree: Any) -> Any:
    match tree:
        case Tree(data=name, children=children):
            return str(name), [_shape(child) for child in children]
        case Token():
            return str(tree)
        case _:
            return tree


@pytest.mark.parametrize("case", cases("fmt"))
def test_a_case_of_the_formatter(case: str) -> None:
    for suffix in (".mapping", ".want.mapping"):
        text = (CASES / f"{case}{suffix}").read_text("utf-8")

        assert ours(text, "file") == larks(text, "file")


@pytest.mark.parametrize("name", resources.presets())
def test_a_preset(name: str) -> None:
    text = resources.preset(name)

    assert ours(text, "file") == larks(text, "file")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample(path: Path) -> None:
    text = path.read_text("utf-8")

    assert ours(text, "file") == larks(text, "file")


@given(draw.files)
def test_a_drawn_program(file: File) -> None:
    text = print_file(file)

    assert ours(text, "file") == larks(text, "file")


@pytest.mark.skipif(not PUBLISHED.exists(), reason="no ../shared/reference here")
def test_every_published_expression() -> None:
    lines = PUBLISHED.read_text("utf-8").splitlines()
    for text in {json.loads(line)["expression"] for line in lines}:
        assert ours(text, "expression") == larks(text, "expression"), text


@pytest.mark.parametrize(
    "text",
    ['IIF([x]<-1,"a","b")', "[x]<-0.5", "[x]>-1", "[x]=-1", "[x]<>-1", "[x]<=-1", '"a"&-1'],
)
def test_a_sign_before_a_negative_number(text: str) -> None:
    """Entra prints comparisons without spaces; `<-` is a wrong arrow only before anything else."""
    assert ours(text, "expression") == larks(text, "expression")


def test_the_tables_are_made_from_this_grammar() -> None:
    written = Path(tables.__file__).read_text("utf-8")

    assert written == generate.text(), "run `make generate`"

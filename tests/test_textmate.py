"""Every word of the samples has its colour, in our small engine and in VS Code's own."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import npm
import textmate
from mapping_dsl.lang.functions import FUNCTIONS
from mapping_dsl.report.textmate import FILES, grammar, text
from mapping_dsl.syntax.build import BUILDERS
from mapping_dsl.syntax.driver import Driver
from mapping_dsl.syntax.lexer import Token
from mapping_dsl.syntax.tables import LITERALS

ROOT = Path(__file__).parent.parent
MAPPINGS = sorted([*ROOT.glob("samples/*.mapping"), *ROOT.glob("mapping_dsl/presets/*.mapping")])
NPM = ("vscode-textmate@9.3.2", "vscode-oniguruma@2.0.1")

_SCOPES = {
    "ATTRIBUTE": "variable.other.attribute",
    "COMPARE": "keyword.operator",
    "DATE": "constant.numeric.date",
    "ENVIRONMENT": "variable.other.constant",
    "FLOAT": "constant.numeric",
    "FUNCTION": "support.function",
    "HEX": "constant.numeric.hex",
    "INT": "constant.numeric",
    "PARAMETER": "variable.parameter",
    "REFERENCE": "variable.other.constant",
    "RULE": "variable.other.constant.rule",
    "TARGET": "entity.name.type.target",
    "WORD": "variable.other.enummember",
}
"""How a terminal of the grammar is coloured; a keyword's is in the name of its scope."""
_SEVERAL = {
    "NAME": (
        "variable.other.attribute",  # a source attribute
        "variable.other.constant",  # what a `let` or a `param` defines
        "support.type.property-name",  # a key of a record
        "constant.language.flow",
    ),
    "STRING": ("string.quoted.double", "support.type.property-name"),
}
_WORDS = ("keyword", "storage", "constant.language")
_SIGNS = ("keyword.operator", "punctuation")


class Reader(Driver):
    """A parse that keeps its tokens."""

    def __init__(self, source: str) -> None:
        super().__init__(source, "file", BUILDERS)
        self.tokens: list[Token] = []

    def _read(self, row: dict[str, int]) -> Token:
        token = super()._read(row)
        self.tokens.append(token)
        return token


def wanted(token: Token) -> tuple[str, ...]:
    if token.terminal in _SCOPES:
        return (_SCOPES[token.terminal],)
    return _SEVERAL.get(token.terminal, _WORDS if token.text[0].isalpha() else _SIGNS)


def check(source: str, coloured: Iterable[textmate.Token]) -> None:
    """Compare the colours of a text with what the parser says of it, character by character."""
    scopes = [scopes for piece, scopes in coloured for _ in piece]
    reader = Reader(source)
    assert reader.run() is None
    assert reader.tokens
    for token in reader.tokens[:-1]:
        for at in range(token.start, token.end):
            found = [scope.removesuffix(".mapping-dsl") for scope in scopes[at]]
            assert any(scope.startswith(wanted(token)) for scope in found), (token, found)
    for start, end in reader.comments:
        assert scopes[start:end] == [["comment.line.number-sign.mapping-dsl"]] * (end - start)


@pytest.mark.parametrize("name", FILES)
def test_is_fresh(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == text(), "run `make generate`"


def test_vs_code_finds_its_files() -> None:
    folder = ROOT / "editors" / "vscode"
    contributes = json.loads((folder / "package.json").read_text("utf-8"))["contributes"]
    (language,), (colours,) = contributes["languages"], contributes["grammars"]
    assert (folder / colours["path"]) == ROOT / FILES[1]
    assert colours["scopeName"] == grammar()["scopeName"]
    assert json.loads((folder / language["configuration"]).read_text("utf-8"))["wordPattern"]


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.stem)
def test_every_word_has_its_colour(path: Path) -> None:
    source = path.read_text("utf-8")
    check(source, textmate.Colours(grammar()).text(source))


@pytest.mark.parametrize("word", [w for w in LITERALS if w[0].isalpha()])
def test_keyword(word: str) -> None:
    (first, scopes), *_ = textmate.Colours(grammar()).line(f"{word} ")
    assert first == word
    assert scopes[0].startswith(_WORDS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function(name: str) -> None:
    assert next(textmate.Colours(grammar()).line(f"{name} (")) == (
        name,
        ["support.function.mapping-dsl"],
    )


@pytest.mark.parametrize(
    ("line", "piece", "scope"),
    [
        (r'"say \"hi\"" -> title', r"\"", "constant.character.escape"),
        ('"# no comment" -> title', "# no comment", "string.quoted.double"),
        ("[cost # center] -> title", "cost # center", "variable.other.attribute"),
        ("mail -> `a target -> # of its own`", "`a target -> # of its own`", "entity.name.type"),
        ('mail -> x[type eq "work"].y', '"', "string.quoted.double"),
        ("manager.type -> title", "manager.type", "variable.other.attribute"),
        ("none->title", "title", "entity.name.type"),
        ("InStr([mail], vbTextCompare)", "vbTextCompare", "variable.other.enummember"),
        ("Surely([mail])", "Surely", "entity.name.function"),
        ("not([a] = &HF7)", "not", "keyword.operator.wordlike"),
        ('given { a: ["x", { "b": null }] }', "null", "constant.language"),
    ],
)
def test_odd_line(line: str, piece: str, scope: str) -> None:
    scopes = dict(textmate.Colours(grammar()).line(line))
    assert scopes[piece][-1].startswith(scope)


@pytest.mark.slow
def test_vs_code_colours_alike(tmp_path: Path) -> None:
    """The engine is fetched by npm, which CI has."""
    coloured = _vs_code(tmp_path)
    for path, found in zip(MAPPINGS, coloured, strict=True):
        source = path.read_text("utf-8")
        check(source, found)
        assert _spread(found) == _spread(textmate.Colours(grammar()).text(source))


def _vs_code(folder: Path) -> list[Any]:
    """Return what VS Code's engine makes of the mappings; skip where it cannot be had."""
    node = shutil.which("node")
    packages = npm.installed(folder, *NPM)
    script = ROOT / "tests" / "textmate.cjs"
    done = subprocess.run(
        [str(node), script, packages.parent, ROOT / FILES[0], *MAPPINGS],
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _spread(coloured: Iterable[textmate.Token]) -> list[tuple[str, list[str]]]:
    """Return the scopes of each character: where pieces are cut is the engine's affair."""
    return [(character, scopes) for piece, scopes in coloured for character in piece]

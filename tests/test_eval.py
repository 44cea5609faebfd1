"""`eval`: one expression, with each step."""

import json
from pathlib import Path

import pytest

from command import run


def test_values_are_given_on_the_command_line() -> None:
    done = run("eval", 'Join(" ", [givenName], [surname])', "givenName=Ada", "surname=Vale")

    assert done.code == 0
    assert done.out.splitlines()[0] == 'Join → "Ada Vale"'


def test_a_record_and_values_that_override_it(tmp_path: Path) -> None:
    (tmp_path / "ada.json").write_text('{"givenName": "Ada", "officeLocation": "Leeds"}', "utf-8")

    done = run(
        *("eval", "[physicalDeliveryOfficeName] & [givenName]", "--user", "ada.json"),
        *("givenName=Bo", "--output-format", "json"),
        cwd=tmp_path,
    )

    told = json.loads(done.out)
    assert (told["value"], told["type"]) == ("LeedsBo", "string")
    assert [step["depth"] for step in told["trace"]][:2] == [0, 1]


def test_standard_input() -> None:
    done = run("eval", stdin=b'ToUpper("stra\xc3\x9fe")')

    assert done.out.startswith('ToUpper → "STRAßE"')


@pytest.mark.parametrize(
    ("expression", "code", "told"),
    [
        ("[mail]", 0, "mail"),
        ('Item(Split("a", ","), 2)', 1, "error"),
        ('IgnoreFlowIfNullOrEmpty("")', 0, "skipped"),
        ("Join(", 1, "MAP009"),
        ("Foo([mail])", 1, "MAP103"),
        ('IIF(\uff15>4, "y", "n")', 1, "MAP001"),
        ("ToLower(" * 5000, 1, "MAP0"),
        ("x" * 1_000_000, 1, "MAP601"),
    ],
)
def test_what_is_no_plain_value(expression: str, code: int, told: str) -> None:
    done = run("eval", "-", stdin=expression.encode())

    assert done.code == code
    assert told in done.out + done.err
    assert "Traceback" not in done.err


def test_a_function_in_other_case_is_warned_of_and_evaluated() -> None:
    done = run("eval", 'switch("a", "b", "a", Instr("xa", "a"))')

    assert done.code == 0
    assert done.out.startswith("Switch → 2")
    assert "`switch` is spelled `Switch`" in done.err
    assert "`Instr` is spelled `InStr`" in done.err


@pytest.mark.parametrize("values", [["mail"], ["=x"], ["--user", "none.json"]])
def test_wrong_usage(values: list[str]) -> None:
    done = run("eval", "[mail]", *values)

    assert done.code == 2
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("word", ["IgnoreObjectFlow", "IgnoreAttributeFlow", "True", "NULL"])
def test_a_bare_word_is_not_its_text(word: str) -> None:
    """Microsoft's guide for Workday has such words; what an app is sent for them is not written."""
    done = run("eval", f'IIF(IsPresent([mail]), "a", {word})', "mail=", "--output-format", "json")

    told = json.loads(done.out)
    assert (told["value"], told["type"]) == (None, "unknown")
    assert f"`{word}`" in told["result"]["because"]


def test_an_attribute_without_a_value_can_be_given() -> None:
    """So the examples of the pages can be tried that say `absent`, as the page tells."""
    page = run("explain", "Left").out
    assert "mapping-dsl eval 'Left([x], 3)' --absent x" in page

    assert run("eval", "Left([x], 3)", "--absent", "x").out.startswith('Left → ""')
    assert run("eval", "[mail]", "mail=a", "--absent", "mail").out.startswith("[mail] → absent")


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ('ConvertFromBase64("w6k=", UTF7)', "`UTF7` is none of Unicode, UTF8, ASCII"),
        ('InStr("abc", "a", 1, vbBinary)', "`vbBinary` is none of vbBinaryCompare, vbTextCompare"),
    ],
)
def test_a_function_that_takes_bare_words_judges_them(expression: str, told: str) -> None:
    done = run("eval", expression)

    assert done.code == 1
    assert told in done.out


def test_words_of_entras_own_are_known() -> None:
    assert run("eval", 'InStr("A", "a", , vbTextCompare)').out.startswith("InStr → 1")

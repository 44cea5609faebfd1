"""What a function's page says is so, what Microsoft documents, and what holds for any value."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping_dsl.lang import functions
from mapping_dsl.lang.function import Function
from mapping_dsl.lang.functions import FUNCTIONS, UNSUPPORTED
from mapping_dsl.lang.types import EvaluationError, Missing, Skip, Value
from reader import shown

each_function = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda f: f.name)


# Each row and its page.


@pytest.mark.parametrize(
    ("source", "result"),
    [pytest.param(*example, id=example[0]) for f in FUNCTIONS.values() for example in f.examples],
)
def test_example(source: str, result: str) -> None:
    assert result == shown(source)


ASCII = {"CBool", "DefaultDomain", "Guid", "IsNullOrEmpty", "Not", "Now"}  # of no text, and so on


@each_function
def test_page_shows_every_kind_of_argument(function: Function) -> None:
    calls = " ".join(source for source, _ in function.examples)
    assert "absent" in calls or not function.parameters
    assert '""' in calls or not function.parameters
    assert not calls.isascii() or function.name in ASCII


def test_table_is_in_order_and_disjoint_from_what_is_not_supported() -> None:
    assert list(FUNCTIONS) == sorted(FUNCTIONS, key=str.casefold)
    assert not FUNCTIONS.keys() & UNSUPPORTED.keys()
    assert {name: row.name for name, row in FUNCTIONS.items()} == {n: n for n in FUNCTIONS}


def test_table_has_all_that_its_files_have() -> None:
    files = [
        import_module(f"{functions.__name__}.{one.name}")
        for one in iter_modules(functions.__path__)
    ]
    made = {row.name for file in files for row in vars(file).values() if isinstance(row, Function)}
    assert made == {*FUNCTIONS}


# What Microsoft documents, with other names and numbers.

FACTS = [
    ('Append([mailNickname], ".old")', {"mailNickname": "ann.lee"}, '"ann.lee.old"'),
    ('Append("SMTP:", Join("@", [a], "fabrikam.com"))', {"a": "ann"}, '"SMTP:ann@fabrikam.com"'),
    ("Coalesce([mail], [upn])", {"mail": None, "upn": "ann@contoso.com"}, '"ann@contoso.com"'),
    ("CBool([a] = [b])", {"a": "x", "b": "x"}, '"True"'),
    ("CBool([a] = [b])", {"a": "x", "b": "X"}, '"False"'),
    ('Join(", ", "", [last], [first])', {"last": "Lee", "first": "Ann"}, '"Lee, Ann"'),
    ('Join(" ", [a], Mid([b], 1, 1), [c])', {"a": "Ann", "b": "Mary", "c": "Lee"}, '"Ann M Lee"'),
    ("Item([proxyAddresses], 2)", {"proxyAddresses": ("SMTP:a@x", "smtp:b@x")}, '"smtp:b@x"'),
    ("Count([proxyAddresses])", {"proxyAddresses": ("SMTP:a@x", "smtp:b@x")}, "2"),
    ('Left(Item(Split([upn], "@"), 1), 4)', {"upn": "annabel@contoso.com"}, '"anna"'),
    ("IIF(Len([n]) <= 3, [n], Left([n], 3))", {"n": "Lee"}, '"Lee"'),
    ("IIF(Len([n]) <= 3, [n], Left([n], 3))", {"n": "Parker"}, '"Par"'),
    ('IIF([c]="SE",IIF([s]="AB","True","False"),"False")', {"c": "SE", "s": "AB"}, '"True"'),
    ('IgnoreFlowIfNullOrEmpty(IIF([c]="SE",[s],""))', {"c": "NO", "s": "AB"}, "skipped"),
    ('IgnoreFlowIfNullOrEmpty(Switch([p], "", "1", "Dr."))', {"p": "2"}, "skipped"),
    ("NormalizeDiacritics([givenName])", {"givenName": "Chloé"}, '"Chloe"'),
    ("Not([IsSoftDeleted])", {"IsSoftDeleted": "False"}, '"True"'),
    ('Switch([deleted], , "False", "True", "True", "False")', {"deleted": "False"}, '"True"'),
    ('Switch([flag], "other", "yes", "1", "", "0")', {"flag": None}, '"0"'),
    ('Switch([jobTitle],[jobTitle],"","n/a")', {"jobTitle": None}, '"n/a"'),
    ('Switch(IsPresent([a]), "none", "True", [a])', {"a": "x"}, '"x"'),
    ('Split([extensionAttribute5], ",")', {"extensionAttribute5": "One, Two"}, '["One", "Two"]'),
    ('Word("one,two!three", 3, ",!&")', {}, '"three"'),
    ("SingleAppRoleAssignment([roles])", {"roles": ("Reader",)}, '"Reader"'),
    ('Replace([mail], "@contoso.com", , ,"", ,)', {"mail": "ann@contoso.com"}, '"ann"'),
    ('Replace([id],"<id>", , , , , "<id>@contoso.com")', {"id": "ann"}, '"ann@contoso.com"'),
    (r'Replace([n], , "\\+(?<c>\\d* )(?<p>\\d{4})", , "${p}", , )', {"n": "+46 1234"}, '"1234"'),
    (r'Replace([n], ,"(?<no>^\\d*)","no", "77", , )', {"n": "12 Storgatan"}, '"77 Storgatan"'),
    (r'Replace([u], , "(?<End>@(.)*)", "End", "", , )', {"u": "ann@contoso.com"}, '"ann"'),
    ('Replace("xy", , "(?<a>x)(y)", "1", "z", , )', {}, '"xz"'),
    (
        'Replace("xy", , "(?<a>x)y", "1", "z", , )',
        {},
        "error: the pattern `(?<a>x)y` has no group `1`",
    ),
    ('Replace([n], , "[a-zA-Z_]*", , "", , )', {"n": "ann_lee42"}, '"42"'),
    ('Replace(Join("", "00", [id]), ,"(.*?)(?<n>.{0,3})$", ,"${n}", ,)', {"id": "12"}, '"012"'),
]  # fmt: skip


@pytest.mark.parametrize(("source", "record", "result"), FACTS, ids=[fact[0] for fact in FACTS])
def test_fact(source: str, record: Mapping[str, Value], result: str) -> None:
    assert result == shown(source, record)


# What holds for any value.

TEXTS = st.text(st.characters(exclude_categories=())) | st.text(
    "aéß İ\ud83d\ude00😀.,$", max_size=8
)
LISTS = st.lists(TEXTS, min_size=1, max_size=3).map(tuple)
VALUES = st.none() | st.integers() | TEXTS | LISTS | st.sampled_from(["True", "False", "", "2"])


def argument(repeating: int) -> st.SearchStrategy[Any]:
    groups = st.lists(st.tuples(*[VALUES] * repeating), max_size=3)
    return groups.map(lambda made: tuple(itertools.chain(*made))) if repeating else VALUES


@each_function
@given(data=st.data())
def test_only_its_own_errors(function: Function, data: st.DataObject) -> None:
    try:
        value = function.call([data.draw(argument(p.repeating)) for p in function.parameters])
    except (EvaluationError, Skip, Missing):
        return
    assert value is None or type(value) in {str, int, tuple}
    assert value != ()


@each_function
def test_strict_is_absent_when_a_required_argument_is(function: Function) -> None:
    needed = [i for i, parameter in enumerate(function.parameters) if parameter.needed]
    for absent in needed if function.strict else ():
        arguments: list[Any] = ["1"] * len(function.parameters)
        arguments[absent] = None
        assert function.call(arguments) is None


@given(TEXTS, st.integers(-2, 12), st.integers(1, 12))
def test_counts_and_cuts_in_code_units(source: str, length: int, start: int) -> None:
    packed = source.encode("utf-16-le", "surrogatepass")

    def part(first: int, end: int) -> str:
        return packed[2 * first : 2 * end].decode("utf-16-le", "surrogatepass")

    left = part(0, length) if length >= 0 else source
    assert FUNCTIONS["Len"].call([source]) == len(packed) // 2
    assert FUNCTIONS["Left"].call([source, length]) == left
    if length >= 0:
        middle = part(start - 1, start - 1 + length)
        assert FUNCTIONS["Mid"].call([source, start, str(length)]) == middle


@given(TEXTS)
def test_casing_is_one_character_for_one(source: str) -> None:
    for name in ("ToLower", "ToUpper"):
        changed = FUNCTIONS[name].call([source, None])
        assert len(str(changed)) == len(source)
        assert changed == FUNCTIONS[name].call([changed, None])


@pytest.mark.parametrize(
    ("value", "isnull", "isnullorempty", "not_"),
    [
        (None, "True", "True", "True"),
        ("", "False", "True", "True"),
        (" ", "False", "False", "True"),
        ("True", "False", "False", "False"),
        ("true", "False", "False", "True"),
        ("False", "False", "False", "True"),
        (0, "False", "False", "True"),
        (1, "False", "False", "True"),
        (("True",), "False", "False", "True"),
    ],
)
def test_truth_tables(value: Value, isnull: str, isnullorempty: str, not_: str) -> None:
    got = [FUNCTIONS[n].call([value]) for n in ("IsNull", "IsNullOrEmpty", "IsPresent", "Not")]
    opposite = {"True": "False", "False": "True"}
    assert got == [isnull, isnullorempty, opposite[isnullorempty], not_]


def never() -> Value:
    raise AssertionError


@pytest.mark.parametrize(
    ("function", "arguments", "result"),
    [
        ("IIF", ["True", "a", never], "a"),
        ("IIF", ["False", never, "b"], "b"),
        ("Coalesce", [(lambda: None, lambda: "a", never)], "a"),
        ("Switch", ["k", never, ("x", never, "k", "a", never, never)], "a"),
        ("Switch", ["k", "d", ("x", never)], "d"),
    ],
)
def test_untaken_branch_is_not_evaluated(function: str, arguments: list[Any], result: str) -> None:
    assert result == FUNCTIONS[function].call(arguments)


def test_start_up_imports_nothing_heavy() -> None:
    script = "import sys, mapping_dsl.lang.functions; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {
        "regex",
        "unicodedata",
        "inspect",
        "dataclasses",
        "random",
        "decimal",
        "json",
        "base64",
    }
    assert not heavy & {*run.stdout.split()}

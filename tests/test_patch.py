"""What an unsafe fix would change is shown as lines before and after."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from command import run
from mapping_dsl.api.lint import lint_source
from mapping_dsl.findings import Edit, Finding, Fix, Place, Severity
from mapping_dsl.lint import fixing
from mapping_dsl.report.patch import Hunk, hunks
from mapping_dsl.report.text import Style, render
from mapping_dsl.source import Source, Span

LETTERS = st.text("ab \n", max_size=8)


@st.composite
def fixes(draw: st.DrawFn) -> Fix:
    text = draw(st.text("ab \n", max_size=40))
    source = Source("a.mapping", text)
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    spans = [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    edits = tuple(Edit(Place(source, span), draw(LETTERS)) for span in spans)
    return Fix("write", edits, safe=False)


def patched(text: str, found: list[Hunk]) -> list[str]:
    """Return the lines of a text with hunks in it, the last of them first."""
    lines = text.removesuffix("\n").split("\n") if text else []
    for hunk in reversed(found):
        at = hunk.number - 1
        assert tuple(lines[at : at + len(hunk.old)]) == hunk.old
        lines[at : at + len(hunk.old)] = hunk.new
    return lines


@given(fixes())
def test_a_patch_is_what_the_fix_does(fix: Fix) -> None:
    if fix.edits:
        source = fix.edits[0].place.source
        finding = Finding("MAP999", "x", Severity.ERROR, "", fix.edits[0].place, fix=fix)
        after, _ = fixing.apply(source, [finding], unsafe=True)

        lines = patched(source.text, list(hunks(fix)))

        assert "\n".join(lines) == after.removesuffix("\n")


def one(text: str) -> str:
    return render(lint_source(Source("a.mapping", text), day="2026-01-01").findings)


def test_a_long_line_is_shown_around_the_change() -> None:
    shown = one(f'users {{ "{"x" * 300}" & [mial] & "{"y" * 300}" -> title }}')

    old, new = (line for line in shown.splitlines() if line.startswith(("1 -", "1 +")))
    assert old.startswith("1 - …xxx")
    assert "[mial]" in old
    assert "[mail]" in new
    assert len(old) < 180


def test_a_removed_line_has_nothing_in_its_place() -> None:
    shown = one('let a = "1"\nusers { "b" -> title }')

    assert '1 - let a = "1"' in shown
    assert "1 +" not in shown


def test_it_has_the_colours_of_a_patch() -> None:
    told = lint_source(Source("a.mapping", "users { [mial] -> title }"), day="2026-01-01").findings
    painted: list[tuple[str, Style]] = []

    def paint(text: str, style: Style) -> str:
        painted.append((text, style))
        return text

    render(told, paint)

    assert ("- users { [mial] -> title }", Style.OLD) in painted
    assert ("+ users { [mail] -> title }", Style.NEW) in painted


def test_safe_fixes_are_no_patch() -> None:
    shown = one('users { Replace([mail], regexPattern: "\\s", replacementValue: "") -> title }')

    assert "MAP020" in shown
    assert "--unsafe" not in shown


def test_lint_prints_it() -> None:
    done = run("lint", "samples/risky.mapping", "--select", "MAP403")

    assert "+     Switch([IsSoftDeleted]" in done.out
    assert "= fix: with `lint --fix --unsafe`" in done.out


def test_what_was_imported_has_no_file_to_mend(tmp_path: Path) -> None:
    row = {"targetAttributeName": "title", "source": {"type": "Attribute", "name": "mial"}}
    (tmp_path / "a.json").write_text(json.dumps([row]), "utf-8")

    done = run("lint", "a.json", "--select", "MAP101", cwd=tmp_path)

    assert "did you mean `mail`?" in done.out
    assert "--unsafe" not in done.out

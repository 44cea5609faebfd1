"""Each format, held to what its readers say of it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import format_readers as read
from command import Done, run
from golden import CASES, cases
from mapping_dsl import __version__
from mapping_dsl.api.lint import lint_source
from mapping_dsl.findings import Finding
from mapping_dsl.lint import fixing
from mapping_dsl.report import rdjson, sarif
from mapping_dsl.report.entry import SEVERITIES, Run, of_findings
from mapping_dsl.report.formats import FORMATS
from mapping_dsl.report.json_text import dump
from mapping_dsl.report.paths import Paths
from mapping_dsl.source import Source
from test_json import validated

READERS: dict[str, Callable[[str], Any]] = {
    "sarif": read.sarif,
    "github": read.github,
    "gitlab": read.gitlab,
    "junit": read.junit,
    "rdjson": read.rdjson,
    "azure": read.azure,
}
ODD = CASES / "report" / "odd.mapping"
SELECT = [
    part
    for number in (20, 101, 102, 103, 106, 208, 302, 304, 305, 309, 313)
    for part in ("--select", f"MAP{number:03}")
]
"""The rules of today, so that the goldens stay when there are more."""
NAME = "a,b;c:d]é 100%.mapping"
CHANGED = CASES / "report-diff"
MAPPINGS = sorted(path for path in CASES.rglob("*.mapping") if ".want." not in path.name)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder of a repository, in which mappings lie."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "mappings"
    folder.mkdir()
    return folder


@pytest.fixture(params=["lint", "diff"])
def told(request: pytest.FixtureRequest, repository: Path) -> Callable[[str], Done]:
    """Return what tells of the odd mapping, or of all that it changes, in a format."""
    (repository / NAME).write_text(ODD.read_text("utf-8"), "utf-8")
    for side in CHANGED.glob("*.mapping"):
        (repository / side.name).write_text(side.read_text("utf-8"), "utf-8")
    what = (
        ["lint", NAME] if request.param == "lint" else ["diff", "before.mapping", "after.mapping"]
    )
    return lambda name: run(*what, "--output-format", name, cwd=repository)


@pytest.mark.parametrize("case", cases("report"))
def test_lint_in_every_format(case: str, repository: Path, golden: Any) -> None:
    (repository / "odd.mapping").write_text((CASES / f"{case}.mapping").read_text("utf-8"), "utf-8")
    for name in (*FORMATS, "json-lines"):
        done = run("lint", "odd.mapping", *SELECT, "--output-format", name, cwd=repository)
        shown = _without_pages(done.out) if name == "sarif" else done.out
        assert shown == golden(name=f"{case}.want.{name}")


@pytest.mark.parametrize("name", READERS)
def test_what_is_inherited_from_a_preset_stands_at_the_extends(name: str, repository: Path) -> None:
    """A preset is no file that a review could open."""
    (repository / "mapping-dsl.toml").write_text('[domains]\nverified = ["contoso.com"]\n', "utf-8")
    (repository / "a.mapping").write_text('\nmapping "a" extends "webex/extended@1"\n', "utf-8")
    done = run("lint", "a.mapping", "--select", "MAP212", "--output-format", name, cwd=repository)

    shown = _without_pages(done.out) if name == "sarif" else done.out

    assert done.code == 1
    assert "preset:" not in shown
    assert "preset%3A" not in shown
    assert "a.mapping" in shown
    place = {
        "sarif": '"startLine": 2',
        "github": "line=2",
        "gitlab": '"line": 2',
        "junit": "a.mapping:2:21",
        "rdjson": '"line": 2',
        "azure": "linenumber=2;columnnumber=21",
    }
    assert place[name] in shown


@pytest.mark.parametrize("case", ["report-diff/all"])
def test_diff_for_people(case: str, repository: Path, golden: Any) -> None:
    for side in CHANGED.glob("*.mapping"):
        (repository / side.name).write_text(side.read_text("utf-8"), "utf-8")
    for name in ("markdown", "github"):
        done = run(
            "diff", "before.mapping", "after.mapping", "--output-format", name, cwd=repository
        )
        assert done.out == golden(name=f"{case}.want.{name}")


def test_paths_are_from_the_root_or_as_they_were() -> None:
    """Also on Windows, where an absolute path begins with a drive."""
    paths = Paths("C:/clone", "C:/clone/mappings")
    unix = Paths("/clone", "/clone/mappings")
    given = ["a.mapping", "../b.mapping", "./x/../c.mapping", "../../d.mapping"]
    given += ["git:origin/main:mappings/e.mapping", "preset:webex/default"]

    for one in (paths, unix):
        assert [one.in_repository(path) for path in given] == [
            "mappings/a.mapping", "b.mapping", "mappings/c.mapping", "../../d.mapping",
            "mappings/e.mapping", "preset:webex/default",
        ]  # fmt: skip
        assert [one.from_here(path) for path in given] == [
            "a.mapping", "../b.mapping", "c.mapping", "../../d.mapping",
            "e.mapping", "preset:webex/default",
        ]  # fmt: skip
    assert paths.in_repository("C:/clone/mappings/a.mapping") == "mappings/a.mapping"
    assert unix.in_repository("/clone/mappings/a.mapping") == "mappings/a.mapping"
    assert unix.in_repository("/elsewhere/a.mapping") == "/elsewhere/a.mapping"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/elsewhere/a b.mapping", "file:///elsewhere/a%20b.mapping"),
        ("D:/é.mapping", "file:///D:/%C3%A9.mapping"),
        ("preset:webex/default", "preset:webex/default"),
    ],
)
def test_uris_of_what_is_not_in_the_repository(path: str, uri: str) -> None:
    finding = lint_source(Source(path, "users { nosuch -> title }")).findings[0]
    whole = Run("lint", of_findings([finding]), SEVERITIES, "", Paths("/clone", "/clone"))

    (result,) = read.sarif(sarif.render(whole))["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def _without_pages(text: str) -> str:
    """Return a log without what is the rules' own, and without the version."""
    log = json.loads(text)
    driver = log["runs"][0]["tool"]["driver"]
    assert driver.pop("version") == driver.pop("semanticVersion") == __version__
    driver["rules"] = [rule["id"] for rule in driver["rules"]]
    return dump(log)


@pytest.mark.parametrize("name", READERS)
def test_readers_take_it(name: str, told: Callable[[str], Done]) -> None:
    """Every reader finds as many as the text tells, and the machine is in none."""
    done = told(name)
    lines = told("concise").out.splitlines()

    found = READERS[name](done.out)
    if name == "azure":
        found += [line for line in done.out.splitlines() if not line.startswith("##")]
    if name == "junit":
        found = [case for suite in found for case in suite]
    assert len(found["results"] if name == "sarif" else found) == len(lines) > 2
    assert str(Path.cwd()) not in done.out
    assert "/mappings" not in done.out.replace("mappings/", "")


@pytest.mark.parametrize("name", READERS)
def test_a_run_that_finds_nothing(name: str, repository: Path) -> None:
    (repository / "a.mapping").write_text('mapping "a" extends "webex/default@1"\n', "utf-8")

    done = run("lint", "--output-format", name, cwd=repository)

    assert done.code == 0
    assert done.err == "no findings, 0 allowed, 0 expired\n"
    if name == "junit":
        ((case,),) = read.junit(done.out)
        assert case.is_passed
    else:
        found = READERS[name](done.out)
        assert (found["results"] if name == "sarif" else found) == []


def findings(text: str) -> list[Finding]:
    return list(lint_source(Source("odd.mapping", text)).findings)


def test_columns(repository: Path) -> None:
    """A column counts what its reader says that it counts, right of letters that are four bytes."""
    text = ODD.read_text("utf-8")
    (repository / "odd.mapping").write_text(text, "utf-8")
    wanted = [text[f.place.span.start : f.place.span.end] for f in findings(text)]

    def out(name: str) -> str:
        return run("lint", "odd.mapping", "--output-format", name, cwd=repository).out

    log = read.sarif(out("sarif"))
    assert log["columnKind"] == "unicodeCodePoints"
    regions = [x["locations"][0]["physicalLocation"]["region"] for x in log["results"]]
    assert wanted == [
        read.between(text, (r["startLine"], r["startColumn"]), (r["endLine"], r["endColumn"]))
        for r in regions
    ]
    positions = [issue["location"]["positions"] for issue in read.gitlab(out("gitlab"))]
    assert wanted == [
        read.between(text, *((p[x]["line"], p[x]["column"]) for x in ("begin", "end")))
        for p in positions
    ]
    ranges = [one["location"]["range"] for one in read.rdjson(out("rdjson"))]
    assert wanted == [
        text.encode()[read.in_bytes(text, r["start"]) : read.in_bytes(text, r["end"])].decode()
        for r in ranges
    ]
    marked = [n.properties for n in read.github(out("github")) if "col" in n.properties]
    assert sorted(x for x in wanted if "\n" not in x) == sorted(
        read.between(text, (int(n["line"]), int(n["col"])), (int(n["line"]), int(n["endColumn"])))
        for n in marked
    )
    assert any("𐐀" in piece for piece in wanted)


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.stem)
def test_suggestions_are_the_fixes(path: Path) -> None:
    """What reviewdog makes of a suggestion is what `lint --fix` makes of the fix alone."""
    source = Source("a.mapping", path.read_text("utf-8").replace("\r\n", "\n"))
    found = [f for f in lint_source(source).findings if f.fix]
    whole = Run("lint", of_findings(found), SEVERITIES, "", Paths("/", "/"))
    for finding, told in zip(found, read.rdjson(rdjson.render(whole)), strict=True):
        place = finding.place.source
        fixed, applied = fixing.apply(place, [finding], unsafe=True)
        assert applied == len(told["suggestions"])
        for suggestion in told["suggestions"]:
            assert read.suggested(place.text, suggestion) == fixed


def test_some_fixes_have_several_edits() -> None:
    fixes = [f.fix for f in findings(ODD.read_text("utf-8")) if f.fix]
    assert {fix.safe for fix in fixes} >= {True}
    assert max(len(fix.edits) for fix in fixes) > 1


def test_what_escapes_comes_back(repository: Path) -> None:
    (repository / NAME).write_text(ODD.read_text("utf-8"), "utf-8")
    wanted = {f"{f.code} {f.slug}": f.message for f in findings(ODD.read_text("utf-8"))}

    def out(name: str) -> str:
        return run("lint", NAME, "--output-format", name, cwd=repository).out

    for note in read.github(out("github")):
        assert note.properties["file"] == f"mappings/{NAME}"
        assert note.properties["title"] in wanted
    assert {wanted[n.properties["title"]] for n in read.github(out("github"))} <= {
        n.message.split("\n")[0] for n in read.github(out("github"))
    }
    assert {n.properties["sourcepath"] for n in read.azure(out("azure"))} == {f"mappings/{NAME}"}
    uris = {
        x["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for x in read.sarif(out("sarif"))["results"]
    }
    assert uris == {"mappings/a%2Cb%3Bc%3Ad%5D%C3%A9%20100%25.mapping"}
    assert {x["location"]["path"] for x in read.rdjson(out("rdjson"))} == {NAME}


def test_fingerprints_stay_when_lines_move(repository: Path) -> None:
    path = repository / "a.mapping"
    text = ODD.read_text("utf-8")

    def prints(text: str) -> list[str]:
        path.write_text(text, "utf-8")
        log = read.sarif(run("lint", "a.mapping", "--output-format", "sarif", cwd=repository).out)
        return [next(iter(each["partialFingerprints"].values())) for each in log["results"]]

    before = prints(text)
    assert prints(text.replace("users {", "\n\n# moved\nusers {")) == before
    assert len(set(before)) == len(before)


def test_json_lines_are_the_findings(repository: Path) -> None:
    (repository / "a.mapping").write_text(ODD.read_text("utf-8"), "utf-8")
    lines = run("lint", "--output-format", "json-lines", cwd=repository)
    whole = json.loads(run("lint", "--output-format", "json", cwd=repository).out)

    assert [json.loads(line) for line in lines.out.splitlines()] == whole["findings"]
    validated(json.dumps(whole), "findings.schema.json")


def test_another_version_is_called_as_in_the_work_tree(tmp_path: Path) -> None:
    """Both sides may be versions: a review knows the path, not the name of the version."""
    path = tmp_path / "mappings" / "a.mapping"
    path.parent.mkdir()
    header = 'mapping "a" extends "webex/default@1"\n'
    ada = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    for text in ("users { jobTitle -> title }\n", "users { city -> title }\n"):
        path.write_text(header + text, "utf-8")
        for command in (["init", "-q"], ["add", "-A"], [*ada, "commit", "-qm", "one"]):
            subprocess.run(["git", *command], cwd=tmp_path, check=True)

    done = run(
        "diff", "git:HEAD~1:mappings", "git:HEAD:mappings", "--output-format", "github",
        cwd=path.parent,
    )  # fmt: skip

    assert {note.properties["file"] for note in read.github(done.out)} == {"mappings/a.mapping"}

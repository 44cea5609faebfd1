"""Exported schemas as sides of `diff`: files, templates, parts, and other versions of them."""

import json
import subprocess
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from command import run
from graph_cases import live
from mapping_dsl.api.compile import compile_mapping
from mapping_dsl.api.diff import diff
from mapping_dsl.diff.change import Change, Risk

SAMPLES = Path(__file__).parents[1] / "samples"
ADA = ["-c", "user.name=Ada", "-c", "user.email=ada@contoso.example"]


def users(document: Any) -> Any:
    return document["synchronizationRules"][0]["objectMappings"][0]


def heavy(old: Path, new: Path) -> list[Change]:
    (one,) = diff(str(old), str(new)).comparisons
    assert not one.broken
    assert not one.crashes
    return [c for c in one.changes if c.risk not in (Risk.STYLE, Risk.INFO)]


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, Path]:
    """Return a schema, and one of which no mapping can say what differs."""
    old, new = live(), deepcopy(live())
    users(new)["metadata"] = [{"key": "madeUp", "value": "yes"}]
    new["directories"][0]["objects"][0]["attributes"][0]["multivalued"] = True
    for name, one in (("old", old), ("new", new)):
        (tmp_path / f"{name}.json").write_text(json.dumps(one, indent=1), "utf-8")
    return tmp_path / "old.json", tmp_path / "new.json"


@pytest.mark.parametrize("name", ["webex-default", "contoso", "branch-office", "other-system"])
def test_a_mapping_and_what_it_compiles_to_are_the_same(name: str, tmp_path: Path) -> None:
    path = SAMPLES / f"{name}.mapping"
    compiled = compile_mapping(str(path), "entra", day="2026-01-01").content
    assert compiled is not None
    schema = tmp_path / "schema.json"
    schema.write_bytes(compiled)

    assert heavy(path, schema) == heavy(schema, path) == []


def test_a_file_that_only_looks_otherwise(written: tuple[Path, Path]) -> None:
    old, new = written
    new.write_text(json.dumps(json.loads(old.read_text("utf-8")), sort_keys=True), "utf-8")

    done = run("diff", str(old), str(new))

    assert done.code == 0
    assert "though not in the same bytes: no save needed" in " ".join(done.out.split())


@pytest.mark.parametrize("text", ["ToLower([userPrincipalName])", "[mail]"])
def test_a_text_that_is_not_what_its_tree_says(written: tuple[Path, Path], text: str) -> None:
    old, new = written
    document = live()
    row = next(r for r in users(document)["attributeMappings"] if r["matchingPriority"])
    row["source"]["expression"] = text
    new.write_text(json.dumps(document), "utf-8")

    for before, after in ((old, new), (new, old)):
        (change,) = heavy(before, after)
        assert (change.code, change.risk) == ("MAP805", Risk.IDENTITY)
        assert text in f"{change.old.shown} {change.new.shown}"
    spaced = old.read_text("utf-8").replace('\\", \\"', '\\",\\"')
    assert spaced != old.read_text("utf-8")
    new.write_text(spaced, "utf-8")
    assert heavy(old, new) == []


def test_what_is_shown(written: tuple[Path, Path]) -> None:
    done = run("diff", "old.json", "new.json", cwd=written[0].parent)

    assert done.code == 1
    assert "VALUE[MAP805] users: `metadata/madeUp` differs" in done.out
    assert "`displayName` is defined differently" in done.out
    assert "  new.json:" in done.out
    assert "(imported)" not in done.out


def test_a_place_is_accepted_for_itself(written: tuple[Path, Path]) -> None:
    folder = written[0].parent
    shown = run("diff", "old.json", "new.json", cwd=folder).out
    lines = [line.partition("accept: ")[2] for line in shown.splitlines() if "accept: " in line]
    (folder / "accepted").write_text("\n".join(lines).replace("…", "as agreed"), "utf-8")

    assert run("diff", "old.json", "new.json", "--accept", "accepted", cwd=folder).code == 0
    text = written[1].read_text("utf-8").replace('"yes"', '"no"')
    written[1].write_text(text, "utf-8")
    assert run("diff", "old.json", "new.json", "--accept", "accepted", cwd=folder).code == 1


def test_the_portal_names_what_it_does_not_show(written: tuple[Path, Path]) -> None:
    old, new = written
    document = json.loads(new.read_text("utf-8"))
    users(document)["enabled"] = False
    new.write_text(json.dumps(document), "utf-8")

    clicks = run("diff", "--portal", str(old), str(new)).out

    assert "Enabled: No" in clicks
    assert "metadata/madeUp" in clicks
    assert clicks.index("Not in the portal") < clicks.index("metadata/madeUp")


def test_another_version_of_a_schema(written: tuple[Path, Path]) -> None:
    old, new = written
    for command in (["init", "-q"], ["add", "old.json"], [*ADA, "commit", "-qm", "one"]):
        subprocess.run(["git", *command], cwd=old.parent, check=True)
    old.write_bytes(new.read_bytes())

    shown = run("diff", "old.json", cwd=old.parent)

    assert shown.code == 1
    assert "metadata/madeUp" in shown.out


@pytest.mark.parametrize("outside", ["/schema", "/value/0/schema"])
def test_what_is_around_a_schema_is_compared(written: tuple[Path, Path], outside: str) -> None:
    def within(document: Any, around: object) -> Any:
        one = {"id": "x", "discoverability": around, "schema": document}
        return one if outside == "/schema" else {"value": [one]}

    for path, around in zip(written, (["a"], ["b"]), strict=True):
        document = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps(within(document, around)), "utf-8")

    told = {change.target for change in heavy(*written)}

    assert {"metadata/madeUp", "displayName"} < told
    assert any("discoverability" in target for target in told)


def test_a_whole_schema_and_a_part_of_it(written: tuple[Path, Path]) -> None:
    old, _ = written
    rows = written[0].parent / "rows.json"
    rows.write_text(json.dumps(users(live())["attributeMappings"][:3]), "utf-8")

    assert "MAP814" in {change.code for change in heavy(old, rows)}


@pytest.mark.parametrize(
    ("name", "risk"),
    [
        ("userPrincipalName", Risk.IDENTITY),
        ("IsSoftDeleted", Risk.ACCESS),
        ("surname", Risk.VALUE),
    ],
)
def test_a_definition_is_of_the_class_of_what_it_feeds(
    written: tuple[Path, Path], name: str, risk: Risk
) -> None:
    old, new = written
    for lost in (False, True):
        document = live()
        (entries,) = [
            of["attributes"]
            for directory in document["directories"]
            for of in directory["objects"]
            if of["name"] == "User" and any(a["name"] == name for a in of["attributes"])
        ]
        entry = next(each for each in entries if each["name"] == name)
        entry["type"] = "Integer"
        if lost:
            entries.remove(entry)
        new.write_text(json.dumps(document), "utf-8")

        assert [(c.code, c.risk) for c in heavy(old, new)] == [("MAP819", risk)]

"""`pull`, `plan`, `apply`, `drift`, `rollback` as people use them, against a Graph on loopback."""

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from command import ROOT
from graph_cases import config
from graph_server import Fault
from graph_tenant import Tenant


def rows(document: Any) -> dict[str, Any]:
    """Return the source of each target of the users."""
    users = document["synchronizationRules"][0]["objectMappings"][0]
    return {row["targetAttributeName"]: row["source"] for row in users["attributeMappings"]}


def test_pull_gives_the_bytes_that_came(tenant: Tenant) -> None:
    done = tenant.run("pull", "-o", "live.json")

    assert done.code == 0
    assert Path("live.json").read_bytes() == tenant.graph.live
    assert tenant.run("pull").out.encode() == tenant.graph.live


@pytest.mark.parametrize("case", ["graph/plan"])
def test_plan_shows_and_writes_and_changes_nothing(tenant: Tenant, case: str, golden: Any) -> None:
    before = tenant.graph.live

    done = tenant.run("plan", "a.mapping", "-o", "plan.json", "--detailed-exitcode")

    assert done.code == 5
    assert done.out + done.err == golden(name=f"{case}.want.txt")
    plan = json.loads(Path("plan.json").read_text("utf-8"))
    assert rows(json.loads(plan["document"]))["title"]["name"] == "jobTitle"
    assert tenant.graph.live == before
    assert tenant.graph.begun == 0


def test_a_plan_is_the_live_text_with_what_changes(tenant: Tenant) -> None:
    tenant.planned()

    document = json.loads(Path("plan.json").read_text("utf-8"))["document"].splitlines()
    kept = [line.rstrip(",") for line in tenant.graph.live.decode().splitlines()]
    new = iter(line.rstrip(",") for line in document)
    assert all(line in new for line in kept)


def test_apply_drift_and_rollback(tenant: Tenant) -> None:
    old = tenant.graph.document
    tenant.planned()

    assert tenant.run("drift", "a.mapping").code == 5
    assert tenant.run("apply", "plan.json", "--yes").code == 0
    assert rows(tenant.graph.document)["title"]["name"] == "jobTitle"
    assert tenant.graph.document["directories"][0]["somethingNew"] == {"kept": [1, 2.5, "é"]}
    assert tenant.run("drift", "a.mapping").code == 0
    assert tenant.run("plan", "a.mapping", "--detailed-exitcode").code == 0
    (bundle,) = tenant.bundles()
    assert tenant.run("rollback", bundle.name, "--yes").code == 0
    assert rows(tenant.graph.document) == rows(old)
    assert len(tenant.bundles()) == 2
    assert [one.method for one in tenant.graph.sent("PUT")] == ["PUT", "PUT"]


@pytest.mark.parametrize("case", ["graph/apply"])
def test_what_apply_says(tenant: Tenant, case: str, golden: Any) -> None:
    tenant.planned()
    shown = []
    for arguments in (["plan.json"], ["plan.json", "--yes"], ["plan.json", "--yes"]):
        done = tenant.run("apply", *arguments)
        shown.append(f"$ apply {' '.join(arguments)}\n{done.out}{done.err}[{done.code}]\n")
    (bundle,) = tenant.bundles()
    for arguments in ([], ["--yes"], ["--yes"]):
        done = tenant.run("rollback", bundle.name, *arguments)
        shown.append(
            f"$ rollback BUNDLE {' '.join(arguments)}\n{done.out}{done.err}[{done.code}]\n"
        )

    assert "\n".join(shown) == golden(name=f"{case}.want.txt")


def test_a_bundle_holds_the_bytes_that_were_live(tenant: Tenant) -> None:
    before = tenant.graph.live
    tenant.planned()
    tenant.run("apply", "plan.json", "--yes", "--bundle", "kept.json")

    assert json.loads(Path("kept.json").read_text("utf-8"))["document"].encode() == before


def test_nothing_is_sent_without_yes(tenant: Tenant) -> None:
    before = tenant.graph.live
    tenant.planned()

    assert tenant.run("apply", "plan.json").code == 1
    assert tenant.graph.live == before
    assert tenant.graph.begun == 0
    assert tenant.bundles() == []


@pytest.mark.parametrize("case", ["graph/reset"])
def test_reset(tenant: Tenant, case: str, golden: Any) -> None:
    before = rows(tenant.graph.document)
    tenant.planned()
    tenant.run("apply", "plan.json", "--yes", "--bundle", "first.json")

    planned = tenant.run("plan", "--reset", "-o", "reset.json")
    applied = tenant.run("apply", "reset.json", "--yes", "--bundle", "second.json")
    after = rows(tenant.graph.document)
    undone = tenant.run("rollback", "second.json", "--yes", "--bundle", "third.json")

    shown = f"{planned.out}{planned.err}\n{applied.out}{applied.err}"
    assert shown == golden(name=f"{case}.want.txt")
    assert (planned.code, applied.code, undone.code) == (0, 0, 0)
    assert len(tenant.graph.sent("DELETE")) == 1
    assert after == before
    assert rows(tenant.graph.document)["title"]["name"] == "jobTitle"


def test_a_reset_whose_end_cannot_be_read_can_be_planned(tenant: Tenant) -> None:
    tenant.graph.fail("GET schema", Fault(), Fault(403, body={}))

    done = tenant.run("plan", "--reset", "-o", "reset.json", "--detailed-exitcode")
    assert done.code == 5
    assert "could not be read" in done.err
    assert tenant.run("apply", "reset.json", "--yes").code == 0
    assert len(tenant.graph.sent("DELETE")) == 1
    assert len(tenant.bundles()) == 1


def test_mappings_that_nobody_names(tenant: Tenant) -> None:
    document = tenant.graph.document
    users = document["synchronizationRules"][0]["objectMappings"][0]
    other = {**users["attributeMappings"][-1], "targetAttributeName": "nickName"}
    users["attributeMappings"].append(other)
    tenant.graph.live = json.dumps(document).encode()

    refused = tenant.run("plan", "a.mapping", "-o", "plan.json")
    assert refused.code == 1
    assert "MAP608" in refused.err
    assert not Path("plan.json").exists()
    assert "nickName" in tenant.run("drift", "a.mapping").out
    assert "nickName" not in tenant.run("drift", "a.mapping", "--unmanaged", "keep").out
    tenant.planned("--unmanaged", "keep")
    assert tenant.run("apply", "plan.json", "--yes").code == 0
    assert rows(tenant.graph.document)["nickName"] == other["source"]
    assert tenant.run("drift", "a.mapping", "--unmanaged", "keep").code == 0


def test_a_whole_object_mapping_that_nobody_names_is_drift(tenant: Tenant) -> None:
    tenant.planned()
    assert tenant.run("apply", "plan.json", "--yes").code == 0
    document = tenant.graph.document
    blocks = document["synchronizationRules"][0]["objectMappings"]
    other = {**blocks[0], "sourceObjectName": "Device", "targetObjectName": "Device", "name": "d"}
    blocks.append(other)
    tenant.graph.live = json.dumps(document).encode()

    found = tenant.run("drift", "a.mapping")
    assert found.code == 5
    assert "no plan would bring it back" in found.out
    assert "Device -> Device" in found.out + found.err
    assert tenant.run("drift", "a.mapping", "--unmanaged", "keep").code == 0
    other["enabled"] = False
    tenant.graph.live = json.dumps(document).encode()
    assert tenant.run("drift", "a.mapping").code == 0


def test_a_mapping_with_errors_reaches_nobody(tenant: Tenant) -> None:
    Path("a.mapping").write_text("users { nosuch -> title }\n", "utf-8")

    for command in ("plan", "drift"):
        done = tenant.run(command, "a.mapping")
        assert done.code == 1
        assert "MAP101" in done.err
    assert tenant.graph.seen == []


def test_several_tenants(tenant: Tenant) -> None:
    text = config(tenant.graph.address, "production", "pilot")
    Path("mapping-dsl.toml").write_text(text, "utf-8")
    both = ("--tenant", "production", "--tenant", "pilot")

    assert "choose with `--tenant`" in tenant.run("pull").err
    assert "did you mean `pilot`" in tenant.run("pull", "--tenant", "pilto").err
    assert tenant.run("plan", "a.mapping", *both, "-o", "plan.json").code == 2
    assert tenant.run("plan", "a.mapping", *both, "-o", "{tenant}.json").code == 0
    assert tenant.run("apply", "pilot.json", "--yes").code == 0
    assert "rollback-pilot-" in tenant.bundles()[0].name
    tenant.graph.fail("GET schema", Fault(403, body={}))
    done = tenant.run("drift", "a.mapping", *both)
    assert done.code == 2
    assert "no drift: pilot" in done.out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "something"}, "is no mapping-dsl plan"),
        ({"format": 2}, "another version"),
        ({"document": "{}"}, "digest"),
        ({"live": 1}, "`live`"),
        ({"more": 1}, "more"),
        ({"action": "burn"}, "make a new plan"),
        ({"mapping": []}, "`mapping`"),
        ({"tenant": {"name": "other"}}, "does not have"),
        ({"tenant": {"name": "production", "job": "x"}}, "another"),
    ],
)
def test_a_plan_that_was_changed(tenant: Tenant, change: dict[str, Any], words: str) -> None:
    tenant.planned()
    seen = len(tenant.graph.seen)
    plan = json.loads(Path("plan.json").read_text("utf-8"))
    Path("plan.json").write_text(json.dumps(plan | change), "utf-8")

    done = tenant.run("apply", "plan.json", "--yes")

    assert done.code == 2
    assert words in done.err
    assert len(tenant.graph.seen) == seen


def test_what_a_plan_says_of_its_changes_is_not_believed(tenant: Tenant) -> None:
    tenant.planned()
    plan = json.loads(Path("plan.json").read_text("utf-8"))
    Path("plan.json").write_text(json.dumps(plan | {"changes": []}), "utf-8")

    assert "title" in tenant.run("apply", "plan.json").out


@pytest.mark.parametrize("name", ["plan", "rollback-bundle"])
def test_files_are_as_their_schemas_say(tenant: Tenant, name: str) -> None:
    tenant.planned()
    tenant.run("apply", "plan.json", "--yes", "--bundle", "rollback-bundle.json")
    schema = json.loads((ROOT / f"schemas/{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)

    written = json.loads(Path(f"{name}.json").read_text("utf-8"))

    jsonschema.Draft202012Validator(schema).validate(written)
    assert list(written) == list(schema["properties"]) == schema["required"]


def test_a_plan_never_decides_where_the_token_goes(tenant: Tenant) -> None:
    tenant.planned()
    plan = json.loads(Path("plan.json").read_text("utf-8"))
    plan["tenant"]["graph"] = "https://graph.example"
    Path("plan.json").write_text(json.dumps(plan), "utf-8")

    done = tenant.run("apply", "plan.json", "--yes")

    assert done.code == 2
    assert "another `graph`" in done.err


@pytest.mark.parametrize("cut", [0, 1, 100, 2000])
def test_files_that_were_cut_off(tenant: Tenant, cut: int) -> None:
    tenant.planned()
    tenant.run("apply", "plan.json", "--yes", "--bundle", "bundle.json")
    live = tenant.graph.live
    for name in ("plan.json", "bundle.json"):
        os.truncate(name, cut)

    assert tenant.run("apply", "plan.json", "--yes").code == 2
    assert tenant.run("rollback", "bundle.json", "--yes").code == 2
    assert tenant.graph.live == live


def test_a_bundle_is_never_replaced(tenant: Tenant) -> None:
    tenant.planned()
    Path("kept.json").write_text("mine", "utf-8")

    done = tenant.run("apply", "plan.json", "--yes", "--bundle", "kept.json")

    assert done.code == 2
    assert "nothing was sent, live is unchanged" in done.err
    assert Path("kept.json").read_text("utf-8") == "mine"
    assert tenant.graph.begun == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "a.mapping", "-o", "a.mapping"),
        ("plan", "a.mapping", "-o", "mapping-dsl.toml"),
        ("pull", "-o", "./mapping-dsl.toml"),
        ("plan", "a.mapping", "--reset"),
        ("plan",),
        ("plan", "--reset", "--unmanaged", "keep"),
        ("pull", "--config", "none.toml"),
        ("apply", "none.json"),
        ("rollback", "mapping-dsl.toml"),
    ],
)
def test_wrong_usage(tenant: Tenant, arguments: tuple[str, ...]) -> None:
    before = Path("a.mapping").read_bytes(), Path("mapping-dsl.toml").read_bytes()

    assert tenant.run(*arguments).code == 2

    assert (Path("a.mapping").read_bytes(), Path("mapping-dsl.toml").read_bytes()) == before
    assert tenant.graph.seen == []


def test_a_bundle_that_cannot_be_written(tenant: Tenant) -> None:
    tenant.planned()

    done = tenant.run("apply", "plan.json", "--yes", "--bundle", "nowhere/bundle.json")

    assert done.code == 2
    assert "nothing was sent, live is unchanged" in done.err
    assert tenant.graph.begun == 0


def test_the_next_command_names_the_configuration(tenant: Tenant) -> None:
    Path("mapping-dsl.toml").rename("other.toml")
    named = ("--config", "other.toml")

    planned = tenant.run("plan", "a.mapping", "-o", "plan.json", *named)
    assert "mapping-dsl apply plan.json --config other.toml --yes" in planned.err
    tenant.graph.fail("PUT schema", *[Fault(500, body={})] * 3)
    failed = tenant.run("apply", "plan.json", "--yes", "--bundle", "kept.json", *named)
    assert "`mapping-dsl apply plan.json --config other.toml --yes`" in failed.err
    done = tenant.run("apply", "plan.json", "--yes", "--bundle", "second.json", *named)
    assert "mapping-dsl rollback second.json --config other.toml --yes" in done.out
    refused = tenant.run("rollback", "kept.json", *named)
    assert refused.code == 1
    document = tenant.graph.document
    document["synchronizationRules"][0]["priority"] = 7
    tenant.graph.live = json.dumps(document).encode()
    stale = tenant.run("apply", "plan.json", "--yes", *named)
    assert "--tenant production --config other.toml -o plan.json" in stale.out


def test_a_plan_holds_what_was_shown(tenant: Tenant) -> None:
    tenant.planned()

    changes = json.loads(Path("plan.json").read_text("utf-8"))["changes"]

    assert [one.get("code") for one in changes] == ["MAP818", "MAP820", None, None]
    assert changes[0]["new"] == "jobTitle -> title"
    assert changes[-1]["pointer"].endswith("/attributes/title")


def test_without_the_extra(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapping_dsl.graph.extra.find_spec", lambda _: None)

    done = tenant.run("pull")

    assert done.code == 2
    assert done.err.strip().endswith("pip install 'mapping-dsl[graph]'")

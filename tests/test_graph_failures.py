"""What goes wrong between us and Graph: nothing is lost, and the message says what to do."""

import json
import socket
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from command import run
from graph_server import JOBS, SECRET, TOKEN, Fault
from graph_tenant import Tenant

pytestmark = pytest.mark.slow  # it waits for time limits

BUSY = Fault(429, (("Retry-After", "7"),), {"error": {"code": "TooManyRequests", "message": "."}})
BROKEN = Fault(500, (("request-id", "aaaa-made-up"),), {"error": {"code": "x", "message": "sorry"}})
DENIED = {"error": {"code": "Authorization_RequestDenied", "message": f"not with {TOKEN}\x1b[2J"}}


class Case(NamedTuple):
    """Faults of one kind of request while a plan is applied, and how that ends.

    `new` says whether the new document is live then, `puts` how many PUTs the server carried out
    or refused, `waits` which seconds Graph asked to wait.
    """

    faults: dict[str, list[Fault]]
    code: int
    new: bool
    puts: int
    waits: tuple[float, ...] = ()
    bundle: bool = True


GET, PUT = "GET schema", "PUT schema"
CUT_BEFORE, CUT_AFTER = Fault(cut="before"), Fault(cut="after")
CASES = {
    "no-token": Case({GET: [Fault(401, body=DENIED)]}, 2, False, 0, bundle=False),
    "no-permission": Case({GET: [Fault(403, body=DENIED)]}, 2, False, 0, bundle=False),
    "no-job": Case({GET: [Fault(404, body={})]}, 2, False, 0, bundle=False),
    "page-of-a-proxy": Case({GET: [Fault(200, body="<html>")]}, 2, False, 0, bundle=False),
    "busy-then-read": Case({GET: [BUSY, BUSY]}, 0, True, 1, (7, 7)),
    "busy-always": Case({GET: [BUSY] * 5}, 3, False, 0, (7, 7, 7, 7), bundle=False),
    "busy-for-long": Case(
        {GET: [Fault(429, (("Retry-After", "3600"),))]}, 3, False, 0, bundle=False
    ),
    "broken-then-read": Case({GET: [BROKEN]}, 0, True, 1),
    "cut-while-read": Case({GET: [Fault(cut="half"), CUT_BEFORE]}, 0, True, 1),
    "redirect": Case(
        {GET: [Fault(302, (("Location", "https://elsewhere.example/x"),))]}, 2, False, 0,
        bundle=False,
    ),
    "put-no-permission": Case({PUT: [Fault(403, body=DENIED)]}, 2, False, 1),
    "put-redirect": Case(
        {PUT: [Fault(307, (("Location", "https://elsewhere.example/x"),))]}, 2, False, 1
    ),
    "put-busy": Case({PUT: [BUSY]}, 0, True, 2, (7,)),
    "put-broken-once": Case({PUT: [BROKEN]}, 0, True, 2),
    "put-broken-always": Case({PUT: [BROKEN] * 3}, 3, False, 3),
    "put-cut-before": Case({PUT: [CUT_BEFORE]}, 0, True, 1),
    "put-cut-before-always": Case({PUT: [CUT_BEFORE] * 3}, 3, False, 0),
    "put-cut-after": Case({PUT: [CUT_AFTER]}, 0, True, 1),
    "put-cut-after-and-no-look": Case(
        {PUT: [CUT_AFTER], GET: [Fault(), *[Fault(403, body=DENIED)]]}, 3, True, 1
    ),
    "put-cut-before-and-no-look": Case(
        {PUT: [CUT_BEFORE], GET: [Fault(), *[BROKEN] * 5]}, 3, False, 0
    ),
    "no-read-back": Case({GET: [Fault(), *[BROKEN] * 5]}, 3, True, 1),
    "read-back-cut": Case({GET: [Fault(), Fault(cut="half")]}, 0, True, 1),
    "read-back-stale": Case({GET: [Fault(), Fault(stale=True), Fault(stale=True)]}, 0, True, 1),
    "read-back-stale-for-long": Case({GET: [Fault(), *[Fault(stale=True)] * 4]}, 3, True, 1),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES, ids=lambda name: f"graph/{name}")
def test_apply(tenant: Tenant, name: str, golden: Any) -> None:
    case = CASES[name]
    tenant.planned()
    old, plan = tenant.graph.live, json.loads(Path("plan.json").read_text("utf-8"))
    for request, faults in case.faults.items():
        tenant.graph.fail(request, *faults)

    done = tenant.run("apply", "plan.json", "--yes")
    tenant.graph.settle()

    assert done.code == case.code
    assert "\x1b" not in done.out + done.err
    assert f"{done.out}{done.err}" == golden(name=f"graph/{name}.want.txt")
    puts = tenant.graph.sent("PUT")
    assert [one.body for one in puts] == [plan["document"].encode()] * case.puts
    assert "jobTitle" in tenant.graph.live.decode() if case.new else tenant.graph.live == old
    assert [wait for wait in tenant.waits if wait == 7] == list(case.waits)
    assert len(tenant.bundles()) == case.bundle
    for bundle in tenant.bundles():
        assert json.loads(bundle.read_text("utf-8"))["document"].encode() == old


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES, ids=str)
def test_afterwards_the_same_command_ends_it(tenant: Tenant, name: str) -> None:
    tenant.planned()
    for request, faults in CASES[name].faults.items():
        tenant.graph.fail(request, *faults)
    tenant.run("apply", "plan.json", "--yes")
    tenant.graph.settle()
    tenant.graph.faults.clear()

    done = tenant.run("apply", "plan.json", "--yes")

    assert done.code == 0
    assert tenant.run("drift", "a.mapping").code == 0
    assert tenant.graph.saves == 1


@pytest.mark.parametrize("case", ["graph/changed-since"])
def test_a_schema_that_changed_since(tenant: Tenant, case: str, golden: Any) -> None:
    tenant.planned()
    document = tenant.graph.document
    document["synchronizationRules"][0]["objectMappings"][0]["enabled"] = False
    tenant.graph.live = changed = json.dumps(document).encode()

    done = tenant.run("apply", "plan.json", "--yes")

    assert done.code == 1
    assert done.out + done.err == golden(name=f"{case}.want.txt")
    assert tenant.graph.live == changed
    assert tenant.graph.begun == 0


def test_other_spelling_is_no_change(tenant: Tenant) -> None:
    tenant.planned()
    tenant.graph.live = json.dumps(tenant.graph.document, sort_keys=True).encode()

    assert tenant.run("apply", "plan.json", "--yes").code == 0


@pytest.mark.parametrize("case", ["graph/somebody-else"])
def test_somebody_else_at_the_same_time(tenant: Tenant, case: str, golden: Any) -> None:
    tenant.planned()
    tenant.graph.fail("PUT schema", Fault(cut="before"))
    tenant.graph.meddle = lambda document: document["synchronizationRules"][0].update(priority=9)

    done = tenant.run("apply", "plan.json", "--yes")

    assert done.code == 3
    assert done.out + done.err == golden(name=f"{case}.want.txt")
    assert tenant.graph.sent("PUT") == []


@pytest.mark.parametrize("case", ["graph/not-kept"])
def test_what_graph_does_not_keep_is_told(tenant: Tenant, case: str, golden: Any) -> None:
    tenant.planned()
    tenant.graph.meddle = lambda document: document["directories"][0].pop("somethingNew")

    done = tenant.run("apply", "plan.json", "--yes")

    assert done.code == 1
    assert done.out + done.err == golden(name=f"{case}.want.txt")


@pytest.mark.parametrize("case", ["graph/camel-case"])
def test_an_enum_in_camel_case_is_refused(tenant: Tenant, case: str, golden: Any) -> None:
    document = tenant.graph.document
    users = document["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"]
    users.append({**users[-1], "targetAttributeName": "nickName", "flowType": "always"})
    tenant.graph.live = live = json.dumps(document).encode()
    tenant.planned("--unmanaged", "keep")

    done = tenant.run("apply", "plan.json", "--yes")

    assert done.code == 2
    assert done.out + done.err == golden(name=f"{case}.want.txt")
    assert tenant.graph.live == live
    tenant.graph.seen.clear()  # the contract forbids it, too


@pytest.mark.parametrize("fault", [Fault(cut="after"), Fault(cut="before"), Fault(500)])
def test_a_reset_that_breaks_off(tenant: Tenant, fault: Fault) -> None:
    tenant.planned()
    tenant.run("apply", "plan.json", "--yes", "--bundle", "first.json")
    tenant.run("plan", "--reset", "-o", "reset.json")
    tenant.graph.fail("DELETE schema", fault)

    done = tenant.run("apply", "reset.json", "--yes", "--bundle", "second.json")

    assert done.code == 0
    assert tenant.graph.saves == 2
    assert tenant.run("drift", "preset:webex/default", "--config", "mapping-dsl.toml").code == 0
    assert tenant.run("rollback", "second.json", "--yes").code == 0
    assert tenant.run("drift", "a.mapping").code == 0


def test_an_interruption_says_what_is_not_known(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenant.planned()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mapping_dsl.graph.schema.Schema.write", interrupt)
    done = tenant.run("apply", "plan.json", "--yes")

    assert done.code == 3
    assert "interrupted; it is not known" in done.err
    assert len(tenant.bundles()) == 1


def test_logs_hold_no_secret(tenant: Tenant, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    tenant.planned()
    tenant.run("apply", "plan.json", "--yes")

    assert "openid-configuration" in caplog.text
    assert SECRET not in caplog.text
    assert TOKEN not in caplog.text


def test_a_sign_in_that_is_refused_tells_no_secret(tenant: Tenant) -> None:
    told = {"error": "invalid_client", "error_description": f"AADSTS7000215: {SECRET} is\nwrong"}
    tenant.graph.fail("POST token", Fault(401, (("Content-Type", "application/json"),), told))

    done = tenant.run("pull")

    assert done.code == 2
    assert "AADSTS7000215: … is wrong" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_traceback_holds_no_secret(tenant: Tenant) -> None:
    tenant.graph.fail("GET schema", Fault(403, body=DENIED))

    done = run("--debug", "pull", cwd=tenant.folder)

    assert "Traceback" in done.err
    assert "403" in done.err
    assert SECRET not in done.err
    assert TOKEN not in done.err


def test_without_the_secret(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEBEX_SECRET")

    done = tenant.run("pull")

    assert done.code == 2
    assert "client-secret-env` names is not set" in done.err
    assert tenant.graph.seen == []


def test_an_authority_that_nobody_knows_is_not_trusted(
    tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")

    done = tenant.run("pull")

    assert done.code == 2
    assert "CERTIFICATE_VERIFY_FAILED" in done.err
    assert "SSL_CERT_FILE" in done.err
    assert "try again" not in done.err
    assert tenant.graph.sent("GET") == []


@pytest.mark.parametrize(
    "fault", [Fault(late=5), Fault(drip=0.05)], ids=["no answer", "a byte now and then"]
)
def test_each_request_has_a_time_limit(tenant: Tenant, fault: Fault) -> None:
    tenant.planned()
    tenant.graph.fail("GET schema", *[fault] * 5)

    done = tenant.run("apply", "plan.json", "--yes", "--time-limit", "0.3")

    assert done.code == 3
    assert "no answer within 0.3 s" in done.err
    assert tenant.graph.begun == 0


def test_a_put_that_takes_too_long_is_looked_after(tenant: Tenant) -> None:
    tenant.planned()
    tenant.graph.fail("PUT schema", Fault(late=5))

    done = tenant.run("apply", "plan.json", "--yes", "--time-limit", "1")

    assert done.code == 0
    assert tenant.graph.saves == 1


def test_a_redirect_is_followed_nowhere(tenant: Tenant) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        to = f"https://localhost:{other.getsockname()[1]}/v1.0/schema"
        tenant.graph.fail("GET schema", Fault(308, (("Location", to),)))

        assert tenant.run("pull").code == 2

        other.settimeout(0.1)
        with pytest.raises(TimeoutError):
            other.accept()


def test_a_list_without_end(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapping_dsl.graph.session._MOST_PAGES", 3)
    following = f"{tenant.graph.address}{JOBS}"
    page = {"value": [], "@odata.nextLink": following}
    tenant.graph.fail("GET schema", Fault(404, body={}))
    tenant.graph.fail("GET jobs", *[Fault(200, body=page)] * 9)

    done = tenant.run("pull")

    assert done.code == 2
    assert len(tenant.graph.sent("GET")) == 1 + 3


def test_a_list_goes_on_at_no_other_host(tenant: Tenant) -> None:
    page = {"value": [{"id": "scim.first"}], "@odata.nextLink": "https://elsewhere.example/x"}
    tenant.graph.fail("GET schema", Fault(404, body={}))
    tenant.graph.fail("GET jobs", Fault(200, body=page))

    done = tenant.run("pull")

    assert done.code == 2
    assert "elsewhere" not in done.err

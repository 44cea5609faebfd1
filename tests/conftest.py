from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from diff_repository import BASE, HEIR, commit, git
from golden import Golden
from share import BRIEF, PARTS

settings.register_profile(
    "same",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "fresh",
    parent=settings.get_profile("same"),
    max_examples=1000,
    derandomize=False,
    print_blob=True,
)
settings.register_profile(BRIEF, parent=settings.get_profile("same"), max_examples=60 // PARTS)
settings.load_profile("same")


@pytest.fixture
def golden(snapshot: Any) -> Any:
    """Return what a text is compared with, given its `name`; see `golden.py`."""
    return snapshot.use_extension(Golden)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return certificates for `localhost`, and the environment that trusts them."""
    import graph_server

    return graph_server.certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="session")
def host(certificates: Any) -> Iterator[Any]:
    """Return what listens for all Graphs of a run."""
    import graph_server

    with graph_server.serve(certificates.server) as listening:
        yield listening


@pytest.fixture
def graph(host: Any) -> Any:
    """Serve a made-up tenant's Graph; see `graph_server.py`."""
    import graph_cases
    import graph_server

    made = graph_server.Graph(graph_cases.live(), graph_cases.template())
    host.take(made)
    return made


@pytest.fixture
def tenant(
    graph: Any, certificates: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> Iterator[Any]:
    """Return a tenant to run commands against; see `graph_tenant.py`."""
    import graph_tenant

    made = graph_tenant.Tenant(graph, tmp_path, monkeypatch, capfd)
    made.prepare(certificates)
    yield made
    made.check()


SCHEMAS = Path(__file__).parents[2] / "shared/reference/webex/scim2-server-schemas.json"


@pytest.fixture(params=["ours", "Cisco's"])
def webex(request: pytest.FixtureRequest) -> Iterator[object]:
    """Yield a client of a real SCIM server, with schemas of our catalog and with Cisco's own."""
    from scim_peer import peer

    own = request.param == "ours"
    if not own and not SCHEMAS.exists():
        pytest.skip("no ../shared/reference here")
    with peer(None if own else SCHEMAS) as one:
        yield one


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print how many of each rule's planted faults were found; see `test_faults.py`."""
    verdicts = {
        (report.nodeid.rpartition("[")[2].partition("/")[0], report.nodeid): report.passed
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, ())
        if "::test_a_fault_is_found[" in report.nodeid
    }
    if verdicts:
        terminalreporter.section("faults found / planted")
    for code in sorted({code for code, _ in verdicts}):
        found = [passed for (of, _), passed in verdicts.items() if of == code]
        terminalreporter.write_line(f"{code}  {sum(found)} / {len(found)}")


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Path]:
    """Return the repository of a contoso and its heir, on a branch; it is left without a trace."""
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / "schema.json").write_text("{}", "utf-8")
    commit(folder, contoso=BASE, offices__redmond=HEIR)
    git(folder, "switch", "-qc", "change")
    yield folder
    assert git(folder, "status", "--porcelain", "--branch").startswith("## change")

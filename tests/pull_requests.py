"""Pull requests as GitHub has them: a branch, its merge into main, and checkouts of either."""

from pathlib import Path
from typing import NamedTuple

from diff_repository import git
from golden import CASES

NUMBER = "7"
_MERGE = f"refs/pull/{NUMBER}/merge"


class PullRequest(NamedTuple):
    """The repository on the server, and the two commits that GitHub names."""

    server: Path
    merge: str
    base: str

    def checkout(self, *, depth: int = 0, of: str = _MERGE) -> Path:
        """Return a new checkout as `actions/checkout` makes it; 0 is the whole history."""
        folder = self.server.parent / f"checkout-{len(list(self.server.parent.iterdir()))}"
        git(self.server.parent, "init", "-q", str(folder))
        git(folder, "remote", "add", "origin", f"file://{self.server}")
        limit = [f"--depth={depth}"] if depth else []
        branches = [] if depth else ["+refs/heads/*:refs/remotes/origin/*"]
        git(
            folder, "fetch", "-q", "--no-tags", *limit, "origin", *branches, f"+{of}:refs/remotes/x"
        )
        git(folder, "checkout", "-q", "--detach", "refs/remotes/x")
        return folder

    @property
    def variables(self) -> dict[str, str]:
        """What GitHub sets in a run for this pull request."""
        return {
            "GITHUB_SHA": self.merge,
            "GITHUB_REF": _MERGE,
            "GITHUB_EVENT_NAME": "pull_request",
        }

    @property
    def event(self) -> dict[str, str]:
        return {"pull_request.base.sha": self.base}


def text_of(name: str) -> str:
    """Return the mapping that a branch has."""
    return (CASES / "pull-request" / f"{name}.mapping").read_text("utf-8")


def opened(folder: Path, text: str, others: str = "") -> PullRequest:
    """Return a pull request that makes a text of `contoso.mapping`.

    While it was open, main went on: there is a mapping of `others` since, if that is given.
    """
    server = folder / "server"
    server.mkdir()
    git(server, "init", "-q", "-b", "main")
    git(server, "config", "uploadpack.allowAnySHA1InWant", "true")
    _commit(server, "contoso", text_of("main"))
    git(server, "switch", "-qc", "change")
    _commit(server, "contoso", text)
    git(server, "switch", "-q", "main")
    if others:
        _commit(server, "fabrikam", others)
    base = git(server, "rev-parse", "HEAD").strip()
    git(server, "switch", "-q", "--detach")
    git(server, "merge", "-q", "--no-ff", "-m", "Merge change into main", "change")
    git(server, "update-ref", _MERGE, "HEAD")
    return PullRequest(server, git(server, "rev-parse", "HEAD").strip(), base)


def _commit(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.mapping").write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", name)

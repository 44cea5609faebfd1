"""Reading another version of a repository with git itself: no checkout, and no connection."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from shlex import quote
from typing import NamedTuple

from mapping_dsl.errors import ToolError

_OFFLINE = ("-c", "protocol.allow=never", "-c", "core.quotePath=false")
"""A clone that holds only part of its objects would fetch the rest: this tool opens nothing."""
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")
"""What a hook is given: here the folder decides which repository is meant."""
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


class _Done(NamedTuple):
    """What git answered; it failed where its `code` is not 0."""

    code: int
    out: bytes
    says: bytes


def _git(folder: str, *arguments: str, asked: bytes = b"") -> _Done:
    import subprocess  # noqa: PLC0415 (slow, and only for other versions)

    given = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    try:
        done = subprocess.run(  # noqa: S603 (arguments, and no shell)
            ["git", "-C", folder, *_OFFLINE, *arguments],  # noqa: S607 (git is where PATH has it)
            input=asked,
            capture_output=True,
            check=False,
            env={**given, **_QUIET},
        )
    except FileNotFoundError:
        raise ToolError("git: is not installed, and only git can read another version") from None
    return _Done(done.returncode, done.stdout, done.stderr)


def root(folder: str) -> str:
    """Return the top of the repository that a folder is in; ToolError where there is none."""
    done = _git(folder, "rev-parse", "--show-toplevel")
    if b"dubious ownership" in done.says:
        add = f"git config --global --add safe.directory {os.path.abspath(folder)}"
        raise ToolError(
            f"{folder}: git does not trust this repository, as another user owns it: `{add}`"
        )
    if done.code:
        raise ToolError(f"{folder}: is not in a git repository")
    return os.fsdecode(done.out).rstrip("\n")


def remotes(folder: str) -> list[str]:
    """Return the addresses of the repositories that this one knows, `origin` first.

    There are none where there is no repository. ToolError if there is no git.
    """
    found = _git(folder, "config", "--get-regexp", r"^remote\..*\.url$").out
    lines = os.fsdecode(found).splitlines()
    lines.sort(key=lambda line: not line.startswith("remote.origin.url "))
    return [line.partition(" ")[2] for line in lines]


class Tree:
    """One version of a repository; paths are with `/`, from its root."""

    def __init__(self, folder: str, reference: str) -> None:
        """Find a version by any name that git knows; ToolError says what to fetch otherwise."""
        self.root, self.reference = root(folder), reference
        self._read: dict[str, bytes | None] = {}
        named = f"{reference}^{{commit}}"
        done = _git(self.root, "rev-parse", "--verify", "--quiet", "--end-of-options", named)
        if done.code or reference.startswith("-"):
            raise ToolError(f"git:{reference}: {self._missing()}")
        self.commit = done.out.decode("ascii").strip()

    def _missing(self) -> str:
        name = self.reference
        if not _git(self.root, "rev-parse", "--verify", "--quiet", "HEAD").out:
            return "this repository has no commit yet"
        remote = f"refs/remotes/origin/{name}"
        if not _git(self.root, "rev-parse", "--verify", "--quiet", remote).code:
            return f"there is no such version here; did you mean `git:origin/{name}`?"
        if not self._shallow:
            return "there is no such version here; `git branch -a` and `git tag` list them"
        if any(sign in name for sign in "~^@"):
            return "this clone is shallow and does not go back so far: `git fetch --deepen=50`"
        branch = name.removeprefix("origin/")
        if not _is_fetchable(branch):
            return "there is no such version here, and no branch or tag is called that"
        spec = quote(f"{branch}:refs/remotes/origin/{branch}" if branch != name else branch)
        then = "" if branch != name else ", and compare with `git:FETCH_HEAD`"
        return (
            f"this clone is shallow and has not got it: `git fetch --depth=1 origin {spec}`{then}"
        )

    @property
    def _shallow(self) -> bool:
        told = _git(self.root, "rev-parse", "--is-shallow-repository").out
        return told.strip() == b"true"

    def read(self, path: str) -> bytes | None:
        """Return what a file held, links inside the repository followed; None without such a file.

        ToolError says what to fetch where the clone has not got the content.
        """
        if path not in self._read:
            self._read[path] = self._content(path)
        return self._read[path]

    def read_many(self, paths: list[str]) -> None:
        """Read files ahead, with one call of git."""
        wanted = [path for path in paths if path not in self._read and "\n" not in path]
        if len(wanted) > 1:
            self._read.update(zip(wanted, self._contents(wanted), strict=True))

    def _content(self, path: str) -> bytes | None:
        return next(iter(self._contents([path]))) if "\n" not in path else None

    def _contents(self, paths: list[str]) -> list[bytes | None]:
        asked = "".join(f"{self.commit}:{path}\n" for path in paths)
        batch = ("cat-file", "--batch", "--follow-symlinks")
        done = _git(self.root, *batch, asked=os.fsencode(asked))
        answers = list(_answers(done.out, len(paths)))
        lacking = [p for p, a in zip(paths, answers, strict=False) if a is None]
        if len(answers) < len(paths) or any(path in self._names for path in lacking):
            raise ToolError(
                f"git:{self.reference}: this clone lacks the contents of files: "
                f"`git fetch --refetch --no-filter origin {self.commit}`"
            )
        return [answer.content if answer else None for answer in answers]

    @cached_property
    def _names(self) -> frozenset[str]:
        """Every file of the version; folders are stored even in a clone without contents."""
        done = _git(self.root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", self.commit)
        return frozenset(os.fsdecode(name) for name in done.out.split(b"\0") if name)

    def names(self, folder: str, wanted: Callable[[str], bool]) -> list[str]:
        """Return the files below a folder (`` is the root) that are wanted, sorted; none hidden."""
        inside = "" if folder in ("", ".") else f"{folder}/"
        found = (name for name in self._names if name.startswith(inside) and wanted(name))
        return sorted(n for n in found if not _hidden(n.removeprefix(inside)))

    def has(self, path: str) -> bool:
        """Tell whether there is a file; one behind a linked folder is not seen."""
        return path in self._names

    def is_folder(self, path: str) -> bool:
        """Tell whether there are files below a path."""
        return path in ("", ".") or any(name.startswith(f"{path}/") for name in self._names)

    def path(self, path: str) -> str:
        """Return a path of this machine as one from the root; ToolError where it is outside."""
        inside = self.inside(path)
        if inside is None:
            raise ToolError(f"{path}: is not in the repository {self.root}")
        return inside

    def inside(self, path: str) -> str | None:
        """Return a path of this machine as one from the root; None where it is outside."""
        real = os.path.realpath(path)
        top = os.path.realpath(self.root)
        if real != top and os.path.commonpath([real, top]) != top:
            return None
        inside = os.path.relpath(real, top).replace(os.sep, "/")
        return "" if inside == "." else inside


def _is_fetchable(name: str) -> bool:
    """Tell whether a name can be that of a branch or a tag, and is no option."""
    return bool(name) and not name.startswith("-") and not re.search(r"[\s\x00-\x1f:?*[\\]", name)


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in posixpath.normpath(name).split("/"))


class _Answer(NamedTuple):
    """What git has at a path: a file's bytes, or None for a folder or a link that leads nowhere."""

    content: bytes | None


def _answers(out: bytes, number: int) -> Iterator[_Answer | None]:
    """Yield what `cat-file --batch` answers: a header, the bytes, a newline; None for nothing."""
    at = 0
    for _ in range(number):
        end = out.find(b"\n", at)
        if end < 0:
            return
        header = out[at:end]
        at = end + 1
        if header.endswith(b" missing"):
            yield None
            continue
        kind, size = header.split(b" ")[-2:]
        length = int(size)
        yield _Answer(out[at : at + length] if kind == b"blob" else None)
        at += length + 1

"""`diff` in a clone that has not got all: what to fetch."""

import re
from pathlib import Path

import pytest

from command import run
from diff_repository import BASE, commit, git, told


@pytest.fixture
def shallow(repository: Path) -> Path:
    commit(repository, contoso=BASE.replace("jobTitle", "department"))
    clone = repository.parent / "clone"
    address = f"file://{repository}"
    git(repository.parent, "clone", "-q", "--depth=1", "--branch=change", address, str(clone))
    return clone


def test_a_shallow_clone_says_what_to_fetch(shallow: Path) -> None:
    done = run("diff", "git:origin/main", cwd=shallow)
    command = re.search("`git (fetch .*?)`", done.err)

    assert done.code == 2
    assert command
    git(shallow, *command[1].split())
    assert told(shallow, "git:origin/main")[0] == 1


def test_a_shallow_clone_that_does_not_go_back_so_far(shallow: Path) -> None:
    done = run("diff", "git:HEAD~1", cwd=shallow)
    command = re.search("`git (fetch .*?)`", done.err)

    assert done.code == 2
    assert command
    git(shallow, *command[1].split())
    assert told(shallow, "git:HEAD~1")[0] == 1


def test_a_branch_that_is_not_fetched(shallow: Path) -> None:
    done = run("diff", "git:main", cwd=shallow)
    command = re.search("`git (fetch .*?)`.*`(git:FETCH_HEAD)`", done.err)

    assert done.code == 2
    assert command
    git(shallow, *command[1].split())
    assert told(shallow, command[2])[0] == 1


@pytest.mark.parametrize("name", ["", "--upload-pack=x", "-x", "a b", ":x", "origin/", "origin/-x"])
def test_what_is_no_name_is_not_advised_to_fetch(shallow: Path, name: str) -> None:
    done = run("diff", f"git:{name}", cwd=shallow)

    assert done.code == 2
    assert "there is no such version" in done.err
    assert "fetch" not in done.err


def test_a_name_that_a_shell_would_read_is_quoted(shallow: Path) -> None:
    assert "origin 'a;b'`" in run("diff", "git:a;b", cwd=shallow).err

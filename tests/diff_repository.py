"""Repositories of mappings, and what `diff` tells in them."""

import os
import re
import subprocess
from pathlib import Path

from command import run

BASE = """\
mapping "contoso" extends "webex/default@1"

users {
  scope department = "Sales" or department = "Support"
  jobTitle -> title
}
"""
HEIR = 'mapping "redmond" extends "../contoso.mapping"\n\nusers { drop title }\n'
_NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **_NOBODY},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def commit(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / name.replace("__", "/")
        path = path.with_name(f"{path.name}.mapping")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "change")


def told(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    done = run("diff", *arguments, "--output-format", "concise", cwd=folder)
    assert "Traceback" not in done.err
    return done.code, [f"{path}: {code}" for path, code in _LINE.findall(done.out)]


_LINE = re.compile(r"^(\S+?):\d+:\d+: \w+\[(MAP\d+)\]", re.MULTILINE)

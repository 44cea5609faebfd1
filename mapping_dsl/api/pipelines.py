"""The CI files that `init` writes for the service where a repository lives."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from mapping_dsl import __version__, git, resources
from mapping_dsl.errors import ToolError

_HOST = re.compile(r"(?:\w+://)?(?:[^@/]*@)?([^:/]+)[:/]")
_ACTION = re.compile(r"[\w.-]+(/[\w.-]+)+@[\w./-]+|\./[\w./-]*", re.ASCII)
_NOBODY = f"OWNER/mapping-dsl@v{__version__}"
_WORKFLOW = ".github/workflows/mapping-dsl.yml"
_JOB = ".gitlab/mapping-dsl.gitlab-ci.yml"
_PIPELINE = ".gitlab-ci.yml"
_INCLUDE = f"include:\n  - local: {_JOB}\n"


class Service(Enum):
    """Where a repository is built; NONE is a wish, not an answer."""

    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"


def recognised(root: str) -> Service | None:
    """Return the service of a repository by its remotes, or else by what other CI files it has."""
    try:
        addresses = git.remotes(root)
    except ToolError:  # no git: the files may tell
        addresses = []
    hosts = (found[1].lower() for found in map(_HOST.match, addresses) if found)
    for service in (s for host in hosts for s in Service if s.value in host):
        return service
    if Path(root, _PIPELINE).exists():
        return Service.GITLAB
    return Service.GITHUB if Path(root, ".github").is_dir() else None


def texts(service: Service, root: str, folder: str, action: str | None) -> dict[Path, str]:
    """Return the files of a service by their paths, for the mappings of a folder.

    `action` is how a workflow calls this tool's action. Raises ToolError if that is no name of one.
    """
    if action is not None and not _ACTION.fullmatch(action):
        raise ToolError(f"{action}: not an action: OWNER/REPOSITORY@VERSION is expected")
    inside = json.dumps(os.path.relpath(folder, root).replace(os.sep, "/"), ensure_ascii=False)
    match service:
        case Service.GITHUB:
            text = resources.pipeline("github.yml").replace("ACTION", action or _NOBODY)
            found = {_WORKFLOW: text.replace("FOLDER", inside)}
        case Service.GITLAB:
            text = resources.pipeline("gitlab.yml").replace("VERSION", __version__)
            found = {_JOB: text.replace("FOLDER", inside), _PIPELINE: _INCLUDE}
        case Service.NONE:
            found = {}
    return {Path(root, name): text for name, text in found.items()}


def steps(wrote: Iterable[Path], root: str, action: str | None) -> list[str]:
    """Return what is left to do after some files were written, a line each."""
    names = {path.relative_to(root).as_posix() for path in wrote}
    told = []
    if _WORKFLOW in names and action is None:
        told.append(f"put who publishes mapping-dsl in place of OWNER in {_WORKFLOW}")
    if _JOB in names and _PIPELINE not in names:
        told.append(f"add `local: {_JOB}` to `include` in {_PIPELINE}")
    return told

"""`init`: a first mapping for a repository."""

from __future__ import annotations

import os
import re
from pathlib import Path

from mapping_dsl import __version__, config, files
from mapping_dsl.api import pipelines
from mapping_dsl.api.pipelines import Service
from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.bases import SUFFIX, preset_name, shown

_MAPPING = """\
# {title}: Entra ID users and groups into Webex
# `mapping-dsl explain userName` tells what is known of it, `mapping-dsl lint` checks this file.
mapping "{name}" for "webex" extends "{base}"

# The base maps userName, externalId, displayName, the names and active; see
# `mapping-dsl preview preset:{base} --user record.json`. Rows here replace or add to its rows:
#
# users {{
#   jobTitle -> title
# }}
"""
_CONFIG = """\
# The configuration of mapping-dsl for this repository.
required-version = "{version}"
"""
_WHICH = "for a CI file `mapping-dsl init --ci github` or `--ci gitlab`: neither was recognised"


class Written(Frozen):
    """The paths that were written, those that exist already, and what to do next."""

    wrote: tuple[str, ...]
    kept: tuple[str, ...]
    steps: tuple[str, ...]


def init(
    folder: str,
    base: str = "webex/default",
    service: Service | None = None,
    action: str | None = None,
) -> Written:
    """Write a first mapping, a configuration and a CI file; what there is of them is kept.

    Without `service` the CI file is for the one that is recognised. Raises ToolError if nothing is
    left to write, or where that cannot be done.
    """
    if not Path(folder).is_dir():
        raise ToolError(f"{folder}: there is no such folder")
    root = files.repository(folder)
    chosen = service or pipelines.recognised(root)
    texts = _first(Path(folder), base)
    texts |= pipelines.texts(chosen or Service.NONE, root, os.path.realpath(folder), action)
    kept = [path for path in texts if path.exists()]
    wrote = {path: text for path, text in texts.items() if path not in kept}
    if not wrote:
        raise ToolError(f"{', '.join(map(_named, kept))}: exists already; nothing was written")
    for path, text in wrote.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        files.replace(str(path), text)
    told = [f"mapping-dsl lint {_named(next(iter(texts)))}"]
    told += pipelines.steps((path for path in wrote if path.is_relative_to(root)), root, action)
    told += [] if chosen else [_WHICH]
    return Written(tuple(map(_named, wrote)), tuple(map(_named, kept)), tuple(told))


def _first(where: Path, base: str) -> dict[Path, str]:
    """Return a first mapping, or the one that there is, with the configuration beside it."""
    preset = preset_name(base)
    if preset is None:
        raise ToolError(f"there is no preset `{base}`")
    title = " ".join(where.resolve().name.encode("utf-8", "replace").decode().split()) or "webex"
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "webex"
    there = min(files.inside(str(where)), default=where / f"{name}{SUFFIX}")
    found = {Path(there): _MAPPING.format(title=title, name=name, base=shown(preset))}
    if config.find(str(where)) in (None, str(where.absolute() / config.FILE)):
        found[where / config.FILE] = _CONFIG.format(version=__version__)
    return found


def _named(path: Path) -> str:
    """Return a path as people would write it from here."""
    return Path(os.path.relpath(path)).as_posix()

"""`init`: a first mapping for a repository."""

from __future__ import annotations

import re
from pathlib import Path

from mapping_dsl import __version__, config, files
from mapping_dsl.errors import ToolError
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


def init(folder: str, base: str = "webex/default") -> list[str]:
    """Write a first mapping and a configuration into a folder; return the paths written.

    Nothing that exists is replaced: ToolError names it, and nothing is written.
    """
    where = Path(folder)
    if not where.is_dir():
        raise ToolError(f"{folder}: there is no such folder")
    preset = preset_name(base)
    if preset is None:
        raise ToolError(f"there is no preset `{base}`")
    title = " ".join(where.resolve().name.encode("utf-8", "replace").decode().split()) or "webex"
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "webex"
    text = _MAPPING.format(title=title, name=name, base=shown(preset))
    texts = {where / f"{name}{SUFFIX}": text}
    if config.find(folder) in (None, str(where.absolute() / config.FILE)):
        texts[where / config.FILE] = _CONFIG.format(version=__version__)
    for path in texts:
        if path.exists():
            raise ToolError(f"{path}: exists already; nothing was written")
    for path, text in texts.items():
        files.replace(str(path), text)
    return [path.as_posix() for path in texts]

"""Where the grammars and schemas are: inside the wheel, or beside the package in a checkout."""

import os

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_PACKED = os.path.join(_PACKAGE, "_data")
_ROOT = _PACKED if os.path.isdir(_PACKED) else os.path.dirname(_PACKAGE)
_PRESETS = os.path.join(_PACKAGE, "presets")
_PIPELINES = os.path.join(_PACKAGE, "pipelines")
_SUFFIX = ".mapping"


def read(kind: str, name: str) -> str:
    """Return the text of one file below `grammars/` or `schemas/`."""
    return _text(os.path.join(_ROOT, kind, name))


def preset(name: str) -> str:
    """Return the text of a mapping that ships with the package, such as `webex-default@1`."""
    return _text(os.path.join(_PRESETS, f"{name}{_SUFFIX}"))


def presets() -> list[str]:
    """Return the names of the mappings that ship with the package, sorted."""
    return sorted(n.removesuffix(_SUFFIX) for n in os.listdir(_PRESETS) if n.endswith(_SUFFIX))


def pipeline(name: str) -> str:
    """Return the text of a CI file that ships with the package: `github.yml` or `gitlab.yml`."""
    return _text(os.path.join(_PIPELINES, name))


def _text(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()

"""What a mapping extends: presets and files of the repository, from the root to the file."""

from __future__ import annotations

import posixpath
from typing import NamedTuple, Protocol

from mapping_dsl import resources
from mapping_dsl.catalog.lookup import near
from mapping_dsl.findings import Finding, Place
from mapping_dsl.resolve.codes import BAD_BASE
from mapping_dsl.source import Source
from mapping_dsl.syntax.expression import String
from mapping_dsl.syntax.parser import Parsed, parse

SUFFIX = ".mapping"
PRESET = "preset:"
GIT = "git:"


class Repository(Protocol):
    """Where the files are that a mapping may extend; paths are with `/`, as the sources' are."""

    def contains(self, path: str) -> bool:
        """Tell whether a path leads into the repository, links followed."""

    def read(self, path: str) -> str | None:
        """Return the text of a file, or none if there is no such file."""


class NoFiles:
    """The repository of a mapping that extends presets at most."""

    def contains(self, _: str) -> bool:
        """Tell that no path does."""
        return False

    def read(self, _: str) -> None:
        """Find nothing."""


class Layer(NamedTuple):
    """One file of the chain; `name` is how `compile` records it."""

    name: str
    source: Source
    parsed: Parsed


def preset_name(text: str) -> str | None:
    """Return the file name of a preset, `webex/default` being its newest version, or none."""
    wanted = text.replace("/", "-")
    have = resources.presets()
    if wanted in have:
        return wanted
    versions = [name for name in have if name.rpartition("@")[0] == wanted]
    return max(versions, key=lambda name: int(name.rpartition("@")[2]), default=None)


def shown(name: str) -> str:
    """Return a preset's file name as people write it: `webex/default@1`."""
    return name.replace("-", "/", 1)


def chain(top: Layer, repository: Repository) -> tuple[list[Layer], list[Finding]]:
    """Return the layers from the outermost base to the file itself, and what is wrong with them."""
    layers, findings = [top], list(top.parsed.findings)
    while True:
        layer = layers[0]
        header = layer.parsed.file.header
        if header is None or header.base is None:
            return layers, findings
        base = _base(layer, header.base, repository, {known.name for known in layers})
        if isinstance(base, Finding):
            return layers, [*findings, base]
        findings += base.parsed.findings
        layers.insert(0, base)


def _base(
    layer: Layer, written: String, repository: Repository, known: set[str]
) -> Layer | Finding:
    """Return the layer that a base names, or what is wrong with it."""
    place, name = Place(layer.source, written.span), written.value
    preset = preset_name(name)
    if preset:
        text: str | None = resources.preset(preset)
        path = name = f"{PRESET}{shown(preset)}"
    else:
        if not name.endswith(SUFFIX):
            have = [shown(preset) for preset in resources.presets()]
            meant = near(name, [*have, *(preset.partition("@")[0] for preset in have)])
            help = f"did you mean `{meant}`?" if meant else f"a file's name ends with `{SUFFIX}`"
            return BAD_BASE.at(place, f"there is no preset `{name}`", help=help)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(layer.source.path), name))
        if posixpath.isabs(name) or not repository.contains(path):
            message, help = f"`{name}` is outside of the repository", "extend a file inside of it"
            return BAD_BASE.at(place, message, help=help)
        text = repository.read(path)
    if path in known:
        return BAD_BASE.at(place, f"`{name}` extends this mapping in turn", help="break the circle")
    if text is None:
        help = "the path is relative to this file"
        return BAD_BASE.at(place, f"there is no file `{path}`", help=help)
    source = Source(path, text, (lambda _: (layer.source, written.span)) if preset else None)
    return Layer(path, source, parse(source))

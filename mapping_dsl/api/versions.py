"""The two sides of a comparison: files, folders, presets, and other versions of a repository."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from functools import cached_property
from typing import Protocol

from mapping_dsl import config, files
from mapping_dsl.api.opening import SCHEMA, of_bytes
from mapping_dsl.api.project import Project, project
from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.git import Tree
from mapping_dsl.resolve.bases import GIT, PRESET, SUFFIX
from mapping_dsl.resolve.resolve import Resolved, resolve
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse

_HEAD = "HEAD"


class Choice(Frozen):
    """What the options say of both sides: the configuration, the environment, its parameters."""

    config: str | None = None
    environment: str | None = None
    parameters: tuple[str, ...] = ()

    def project(self, path: str) -> Project:
        """Return the project of a mapping on disk."""
        return project(self.config, self.environment, self.parameters, path)


class Document(Frozen):
    """A schema as Entra exports it, and how to call the file."""

    path: str
    content: bytes


class Both(Frozen):
    """One mapping on both sides; a side that has not got it is None. `name` is how to call it.

    Where both sides are exported schemas, these are the `documents`. `path` is where it is in the
    folder that is compared, `` for a single file; one that was `renamed` had another there.
    """

    name: str
    old: Resolved | None
    new: Resolved | None
    documents: tuple[Document, Document] | None = None
    path: str = ""
    renamed: bool = False

    @property
    def header(self) -> str:
        """What the mapping calls itself, as it is now."""
        side = self.new or self.old
        return side.mapping.name if side else ""


class _Side(Protocol):
    """Where mappings are."""

    shown: str

    @property
    def several(self) -> bool:
        """Whether it is a folder."""

    def names(self) -> dict[str, str]:
        """Return the mappings by their path in the folder; a single one is called ``."""

    def read(self, path: str) -> Resolved | None:
        """Return what a mapping means."""

    def document(self, path: str) -> Document | None:
        """Return the schema that is the content of a file, if it is one."""


def pairs(old: str, new: str | None, choice: Choice) -> list[Both]:
    """Return the mappings of two sides, matched by their path, or else as renamed files.

    Without `new`, a path is compared with what HEAD has of it, and a version with the work tree.
    Raises ToolError for what is not there, or cannot be compared.
    """
    before, after = _sides(old, new, choice)
    if before.several != after.several and (before.names() and after.names()):
        raise ToolError(f"{before.shown}, {after.shown}: one is a folder, the other is a file")
    olds, news = before.names(), after.names()
    if not olds and not news:
        raise ToolError(f"{after.shown}: there is no `*{SUFFIX}` file to compare")
    read_old, read_new = _read(before, olds), _read(after, news)
    was = _renames(read_old, read_new)
    return [
        Both(
            news.get(name) or _gone(before, olds[name], after, name),
            read_old.get(was.get(name, name)),
            read_new.get(name),
            _documents(before, olds.get(name), after, news.get(name)),
            name,
            renamed=name in was,
        )
        for name in sorted({*olds, *news} - {*was.values()})
    ]


def _gone(before: _Side, path: str, after: _Side, name: str) -> str:
    """Return how to call what is gone: in a work tree as it was there, seen from here."""
    if isinstance(before, _Commit) and isinstance(after, _Disk):
        return posixpath.normpath(posixpath.join(after.shown.replace(os.sep, "/"), name))
    return path


def _read(side: _Side, names: Mapping[str, str]) -> dict[str, Resolved]:
    read = ((name, side.read(path)) for name, path in names.items())
    return {name: one for name, one in read if one is not None}


def _renames(old: Mapping[str, Resolved], new: Mapping[str, Resolved]) -> dict[str, str]:
    """Return the paths that were, by those that are, of what is on both sides by another path."""
    gone = {name: old[name] for name in old if name not in new}
    come = {name: new[name] for name in new if name not in old}
    if not gone or not come:
        return {}
    from mapping_dsl.api.renames import renames  # noqa: PLC0415 (few runs need it)

    return renames(gone, come)


def _documents(
    before: _Side, old: str | None, after: _Side, new: str | None
) -> tuple[Document, Document] | None:
    if old is None or new is None:
        return None
    one, other = before.document(old), after.document(new)
    return (one, other) if one and other else None


def _sides(old: str, new: str | None, choice: Choice) -> tuple[_Side, _Side]:
    if new is None:
        return _against_work_tree(old, choice)
    return _side(old, new, choice), _side(new, old, choice)


def _against_work_tree(old: str, choice: Choice) -> tuple[_Side, _Side]:
    if old.startswith(PRESET):
        raise ToolError(f"{old}: say what to compare it with: `diff {old} PATH`")
    if not old.startswith(GIT):
        version = _version(f"{GIT}{_HEAD}", old, choice)
        return version, _side(old, None, choice)
    version = _version(old, None, choice)
    path = os.path.relpath(os.path.join(version.tree.root, version.path))
    there = _Disk(path, choice, needed=False)
    return version, there


def _side(text: str, other: str | None, choice: Choice) -> _Side:
    if text.startswith(GIT):
        return _version(text, other, choice)
    return _Disk(text, choice, needed=True)


def _mapping(path: str, content: bytes) -> Source:
    """Return the mapping that a file holds, or that Entra's JSON is imported as."""
    return of_bytes(path, content).source


def _version(text: str, other: str | None, choice: Choice) -> _Commit:
    """Return a version; one without a path has that of the other side."""
    reference, colon, path = text.removeprefix(GIT).partition(":")
    on_disk = other is not None and not other.startswith((GIT, PRESET))
    tree = Tree(files.folder(other) if on_disk and other else ".", reference)
    if colon:
        within = tree.path(path) if path.startswith(("./", "../")) else path.strip("/")
    elif on_disk and other:
        within = tree.path(other)
    else:
        within = other.removeprefix(GIT).partition(":")[2].strip("/") if other else ""
    return _Commit(tree, posixpath.normpath(within) if within else "", choice, needed=bool(colon))


class _Disk:
    """A file, a folder or a preset, as it is now; what is not `needed` may be missing."""

    def __init__(self, path: str, choice: Choice, *, needed: bool) -> None:
        self.shown, self._choice, self._needed = path, choice, needed

    @property
    def several(self) -> bool:
        return os.path.isdir(self.shown)

    def names(self) -> dict[str, str]:
        if not self._needed and not os.path.exists(self.shown):
            return {}
        if not self.several:
            return {"": self.shown}
        found = files.mappings([self.shown]) if self._needed else list(files.inside(self.shown))
        return {os.path.relpath(path, self.shown).replace(os.sep, "/"): path for path in found}

    def read(self, path: str) -> Resolved:
        if path.startswith(PRESET):
            return self._project.read(files.read_source(path))
        source = _mapping(path.replace(os.sep, "/"), files.read_bytes(path))
        return self._project.read(source)

    def document(self, path: str) -> Document | None:
        shown = path.replace(os.sep, "/")
        return Document(shown, files.read_bytes(path)) if path.endswith(SCHEMA) else None

    @cached_property
    def _project(self) -> Project:
        return self._choice.project(self.shown)


class _Commit:
    """A file or a folder as a version has it, with the bases and the configuration of that time."""

    def __init__(self, tree: Tree, path: str, choice: Choice, *, needed: bool) -> None:
        self.tree, self.path = tree, path
        self.shown = f"{GIT}{tree.reference}{f':{path}' if path else ''}"
        self._choice, self._needed = choice, needed

    @property
    def several(self) -> bool:
        return self.tree.is_folder(self.path)

    def names(self) -> dict[str, str]:
        if self.several:
            found = self.tree.names(self.path, lambda name: name.endswith(SUFFIX))
            self.tree.read_many(found)
            return {posixpath.relpath(name, self.path or "."): name for name in found}
        if self.tree.read(self.path) is not None:
            return {"": self.path}
        if self._needed:
            raise ToolError(f"{self.shown}: there is no such file in this version")
        return {}

    def read(self, path: str) -> Resolved | None:
        content = self.tree.read(path)
        if content is None:
            return None
        source = _mapping(path, content)
        resolved = resolve(source, parse(source), self._parameters(path), _AtCommit(self.tree))
        for layer in resolved.layers:
            if not layer.name.startswith(PRESET):
                layer.source.path = f"{GIT}{self.tree.reference}:{layer.source.path}"
        return resolved

    def document(self, path: str) -> Document | None:
        content = self.tree.read(path) if path.endswith(SCHEMA) else None
        shown = f"{GIT}{self.tree.reference}:{path}"
        return None if content is None else Document(shown, content)

    def _parameters(self, path: str) -> Mapping[str, str]:
        """Return the parameters of a mapping, by the configuration that the version had.

        One that an option names and the version has not got is read from the disk. An environment
        that the version did not have yet has none.
        """
        given = Choice(parameters=self._choice.parameters).project(".").parameters
        named = self._choice.config and self.tree.inside(self._choice.config)
        if self._choice.config and not (named and self.tree.has(named)):
            return self._choice.project(path).parameters
        for candidate in [named] if named else config.candidates(posixpath.dirname(path)):
            content = self.tree.read(candidate) if self.tree.has(candidate) else None
            if content is not None and config.is_configuration(candidate, content):
                shown = f"{GIT}{self.tree.reference}:{candidate}"
                known = config.environments(shown, content)
                return {**known.get(self._choice.environment or "", {}), **given}
        return given


class _AtCommit:
    """The repository of a version, in which bases are looked for."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def contains(self, path: str) -> bool:
        """Tell whether a path stays inside; git follows no link that leads out."""
        return not path.startswith(("../", "/")) and path != ".."

    def read(self, path: str) -> str | None:
        """Return the text of a file, or none if there is no such file."""
        content = self._tree.read(path)
        return None if content is None else files.source(path, content).text

"""What a file is called from the root of a repository, and from the working folder."""

from __future__ import annotations

import posixpath
import re

from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.bases import GIT, PRESET

_DRIVE = re.compile("[A-Za-z]:/")


class Paths(Frozen):
    """The root of the repository and the working folder, both absolute and with `/`."""

    root: str
    here: str

    def in_repository(self, path: str) -> str:
        """Return a path from the root, as a review knows it; what is not below stays as it is.

        A file of another version (`git:REF:PATH`) is called as it is in the work tree.
        """
        if path.startswith(GIT):
            return path.split(":", 2)[2]
        if path.startswith(PRESET):
            return path
        return _below(self.root, _joined(self.here, path)) or path

    def from_here(self, path: str) -> str:
        """Return a path from the working folder; what is not below it stays as it is."""
        if path.startswith(GIT):
            return posixpath.relpath(_joined(self.root, path.split(":", 2)[2]), self.here)
        if path.startswith(PRESET):
            return path
        return _below(self.here, _joined(self.here, path)) or path


def is_absolute(path: str) -> bool:
    """Tell whether a path begins at the root, or with a drive of Windows."""
    return path.startswith("/") or bool(_DRIVE.match(path))


def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(path if is_absolute(path) else posixpath.join(folder, path))


def _below(folder: str, path: str) -> str:
    """Return a path from a folder that it is in, or nothing."""
    top = f"{folder.rstrip('/')}/"
    return path.removeprefix(top) if path.startswith(top) else ""

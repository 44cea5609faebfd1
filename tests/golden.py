"""Goldens beside their inputs: the test of `fmt/scopes.mapping` keeps `fmt/scopes.want.mapping`.

`pytest --snapshot-update` writes the goldens and clears those away that nothing asked for. Left to
itself, syrupy would take whatever lies in its directory for one, the inputs too. Here a golden is
what has `.want.` in its name, and it belongs to the test that runs its case.
"""

from pathlib import Path
from typing import Any

from syrupy.data import Snapshot, SnapshotCollection
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

CASES = Path(__file__).parent / "cases"
_MARK = ".want."


def cases(folder: str, suffix: str = ".mapping") -> list[str]:
    """Return the inputs below a folder of the cases, as `folder/name`, sorted."""
    found = (path for path in (CASES / folder).rglob(f"*{suffix}") if _MARK not in path.name)
    return sorted(_case(path) for path in found)


def _case(path: Path) -> str:
    """Return what an input and its goldens have in common."""
    name = path.name.partition(_MARK)[0] if _MARK in path.name else path.stem
    return (path.relative_to(CASES).parent / name).as_posix()


class Golden(SingleFileSnapshotExtension):
    """A golden is called by its path in `cases`, as in `golden(name="fmt/x.want.mapping")`."""

    _write_mode = WriteMode.TEXT
    file_extension = ""

    @classmethod
    def get_snapshot_name(cls, *, index: Any = 0, **_: Any) -> str:
        return str(index)

    @classmethod
    def dirname(cls, **_: Any) -> str:
        return str(CASES)

    @classmethod
    def discovery_dirname(cls, **_: Any) -> str:
        """Look from one level up: syrupy clears strangers away only in its very own directory."""
        return str(CASES.parent)

    def is_snapshot_location(self, *, location: str) -> bool:
        return _MARK in Path(location).name and CASES in Path(location).parents

    def owns_snapshot_collection(self, *, filepath: str, **_: Any) -> bool:
        return self.is_snapshot_location(location=filepath)

    def read_snapshot_collection(self, *, snapshot_location: str) -> SnapshotCollection:
        """Give a golden the name that tests know it by, not syrupy's own for a file."""
        found = SnapshotCollection(location=snapshot_location)
        found.add(Snapshot(name=Path(snapshot_location).relative_to(CASES).as_posix()))
        return found

    @classmethod
    def matches_test_location(cls, *, test_location: Any, snapshot_location: str) -> bool:
        """Tell a test's goldens from those of tests that this run leaves out."""
        return f"[{_case(Path(snapshot_location))}]" in test_location.item.name

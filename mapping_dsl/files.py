"""Files and folders of the user's: finding mappings, reading them, replacing them whole."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from functools import cached_property

from mapping_dsl import resources
from mapping_dsl.errors import ToolError
from mapping_dsl.resolve.bases import PRESET, SUFFIX, preset_name, shown
from mapping_dsl.source import Source

_ROOTS = (".git", "mapping-dsl.toml")


def read_bytes(path: str) -> bytes:
    """Return what a file holds; ToolError names it if it cannot be read."""
    try:
        with open(path, "rb") as file:
            if stat.S_ISCHR(os.fstat(file.fileno()).st_mode) and not file.isatty():
                raise ToolError(f"{path}: is a device, not a file")
            return file.read()
    except OSError as error:
        raise ToolError(f"{path}: {error.strerror or error}") from None
    except ValueError as error:
        raise ToolError(f"{path!r}: {error}") from None


def decoded(content: bytes, name: str) -> str:
    """Return UTF-8 as text, without a byte order mark; ToolError names what is none."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ToolError(f"{name}: not UTF-8: {error.reason} at byte {error.start}") from None


def read_text(path: str) -> str:
    """Return a UTF-8 file's text; ToolError names it if it cannot be read."""
    return decoded(read_bytes(path), path)


def read_source(path: str) -> Source:
    """Return a mapping to work on: a file, or a preset of this tool as `preset:NAME`."""
    if not path.startswith(PRESET):
        return source(path.replace(os.sep, "/"), read_bytes(path))
    name = preset_name(path.removeprefix(PRESET))
    if name is None:
        have = ", ".join(shown(preset) for preset in resources.presets())
        raise ToolError(f"{path}: there is no such preset; there are {have}")
    return Source(f"{PRESET}{shown(name)}", resources.preset(name))


def source(path: str, content: bytes) -> Source:
    """Return a mapping that was read from somewhere; ToolError if it is not UTF-8."""
    return Source(path, _lines(decoded(content, path)))


def _lines(text: str) -> str:
    """Return a mapping's text with plain line ends, whatever the checkout made of them."""
    return text.replace("\r\n", "\n")


def like(content: bytes, text: str) -> str:
    """Return a mapping's new text with the byte order mark and line ends of the file as it is.

    Where a file has both kinds of line ends, a line that changed has the kind of the one before.
    """
    old = content.decode("utf-8")
    mark = "\ufeff" if old.startswith("\ufeff") else ""
    if "\r\n" not in old:
        return mark + text
    if old.count("\n") == old.count("\r\n"):
        return mark + text.replace("\n", "\r\n")
    return mark + _mixed(old.removeprefix(mark).split("\n"), text.split("\n"))


def _mixed(old: list[str], new: list[str]) -> str:
    """Return new lines with the ends that their likes have among the old, which may have a CR."""
    from difflib import SequenceMatcher  # noqa: PLC0415 (only for a file with both line ends)

    ends = ["\r" if line.endswith("\r") else "" for line in old]
    plain = [line.removesuffix("\r") for line in old]
    found: dict[int, str] = {}
    for _, was, until, now, stop in SequenceMatcher(None, plain, new, autojunk=False).get_opcodes():
        found.update(zip(range(now, stop), ends[was:until], strict=False))
    lines, end = [], ends[0]
    for index, line in enumerate(new[:-1]):
        end = found.get(index, end)
        lines.append(line + end)
    return "\n".join([*lines, new[-1]])


def folder(path: str) -> str:
    """Return the folder that a mapping lies in; a folder is its own, a preset has the current."""
    if path.startswith(PRESET) or path == "-":
        return "."
    return path if os.path.isdir(path) else os.path.dirname(path) or "."


def mappings(paths: Iterable[str]) -> list[str]:
    """Return the mapping files that paths name, each once: files, presets, and all of a folder."""
    found = (file for path in paths for file in _of(path))
    return list(dict.fromkeys(found))


def _of(path: str) -> Iterator[str]:
    if path.startswith(PRESET) or not os.path.isdir(path):
        if not path.startswith(PRESET) and path.endswith(".json"):
            raise ToolError(f"{path}: a mapping is expected here, not JSON")
        yield path
        return
    found = sorted(inside(path))
    if not found:
        raise ToolError(f"{path}: there is no `*{SUFFIX}` file in this folder")
    yield from found


def inside(top: str) -> Iterator[str]:
    """Yield the mappings of a folder and all below it but what is hidden."""
    for where, folders, names in os.walk(top, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = os.path.normpath(os.path.join(where, name))
            if name.endswith(SUFFIX) and not name.startswith(".") and os.path.isfile(path):
                yield path.replace(os.sep, "/")


def _raise(error: OSError) -> None:
    raise ToolError(f"{error.filename}: {error.strerror}")


def repository(folder: str = ".") -> str:
    """Return the root of the repository that a folder is in, or the folder, absolute, with `/`."""
    here = at = os.path.realpath(folder)
    while not os.path.exists(os.path.join(at, ".git")):
        above = os.path.dirname(at)
        if above == at:
            return here.replace(os.sep, "/")
        at = above
    return at.replace(os.sep, "/")


class Checkout:
    """The repository on disk that a file lies in: up to its `.git` or its configuration."""

    def __init__(self, path: str) -> None:
        self._path = path

    @cached_property
    def _root(self) -> str:
        here = at = os.path.dirname(os.path.realpath(self._path))
        current = os.path.realpath(".")
        if os.path.commonpath([here, current]) == current:
            here = current
        while not any(os.path.exists(os.path.join(at, root)) for root in _ROOTS):
            above = os.path.dirname(at)
            if above == at:
                return here
            at = above
        return at

    def contains(self, path: str) -> bool:
        """Tell whether a path leads into the repository, links followed."""
        return os.path.commonpath([self._root, os.path.realpath(path)]) == self._root

    def read(self, path: str) -> str | None:
        """Return the text of a file, or none if there is no such file."""
        return _lines(read_text(path)) if os.path.isfile(path) else None


def is_same(path: str, other: str) -> bool:
    """Tell whether two paths lead to one file, whether that exists or not."""
    if os.path.realpath(path) == os.path.realpath(other):
        return True
    return os.path.exists(path) and os.path.exists(other) and os.path.samefile(path, other)


def put(path: str, content: bytes) -> bool:
    """Make a file hold some bytes; one that does is not touched. Tell whether it was written."""
    if os.path.isfile(path) and read_bytes(path) == content:
        return False
    _replace(path, content)
    return True


def replace(path: str, text: str) -> None:
    """Put a text in place of a file's, whole or not at all, with the file's own permissions."""
    _replace(path, text.encode())


def _replace(path: str, content: bytes) -> None:
    import tempfile  # noqa: PLC0415 (slow, and only for what writes)

    whole = os.path.realpath(path)
    if os.path.exists(whole) and not os.path.isfile(whole) and not os.path.isdir(whole):
        _pass(path, content)
        return
    where, name = os.path.split(whole)
    try:
        handle, temporary = tempfile.mkstemp(dir=where, prefix=f".{name}.")
        try:
            with open(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            exists = os.path.exists(whole)
            os.chmod(temporary, os.stat(whole).st_mode & 0o7777 if exists else 0o666 & ~_umask())
            os.replace(temporary, whole)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise ToolError(f"{path}: {error.strerror or error}") from None


def _pass(path: str, content: bytes) -> None:
    """Write to a device or a pipe, which must stay what it is."""
    try:
        with open(path, "wb") as file:
            file.write(content)
    except OSError as error:
        raise ToolError(f"{path}: {error.strerror or error}") from None


def sync_folder(path: str) -> None:
    """Make the name of a file that was put in place outlast a loss of power, where that is asked.

    Windows does so by itself, and cannot open a folder.
    """
    if os.name == "nt":
        return
    handle = os.open(os.path.dirname(os.path.realpath(path)), os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        raise ToolError(f"{path}: {error.strerror or error}") from None
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Replacing a live schema so that at each moment it is whole, and what it was is on disk.

First the rollback bundle, then one request with the whole document, then a look at what is live.
A request that fails is sent again only after a look that shows the old document.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from shlex import quote

from mapping_dsl.errors import ToolError, Unfinished
from mapping_dsl.frozen import Frozen
from mapping_dsl.graph import bundle
from mapping_dsl.graph.document import differences, digest, parse
from mapping_dsl.graph.failures import RefusedError, UnclearError
from mapping_dsl.graph.schema import Schema
from mapping_dsl.graph.session import again

_ATTEMPTS = 3
_LOOKS = 4
_MAPPINGS = ("/synchronizationRules", "/directories")
LIVE = "the live schema"


class State(StrEnum):
    """What a look at the live schema shows."""

    OLD = "old"
    NEW = "new"
    OTHER = "other"


class Change(Frozen):
    """A change of one live schema: from the document that was read to a new one.

    Without `resets` the new document is sent; with it Graph is asked for the app's defaults, and
    `new` is what they are thought to be, empty if that is not known. `repeat` is the command that
    may be run again at any time, `options` what its others need as well, after a blank.
    """

    schema: Schema
    old: bytes
    new: bytes
    bundle: str
    repeat: str
    options: str = ""
    resets: bool = False

    @property
    def rollback(self) -> str:
        """The command that undoes this change."""
        return f"mapping-dsl rollback {quote(self.bundle)}{self.options} --yes"


class Done(Frozen):
    """What is live now, and the paths where it is not what was sent."""

    live: bytes
    differences: tuple[str, ...]


def replace(change: Change) -> Done:
    """Carry a change out; return what is live then.

    Raises ToolError or Unfinished, whose message says what is live, as far as that is known, and
    what to do.
    """
    try:
        bundle.write(change.schema.tenant, change.old, change.bundle)
    except ToolError as error:
        raise ToolError(f"{error}; nothing was sent, live is unchanged") from None
    try:
        _send(change)
        return _read_back(change)
    except KeyboardInterrupt:
        raise Unfinished(f"interrupted; {_unknown(change)}") from None


def state(change: Change, live: bytes) -> State:
    """Tell which document is live."""
    if digest(live, LIVE) == digest(change.old, LIVE):
        return State.OLD
    if change.resets and not change.new:
        return State.NEW
    return State.OTHER if left(change, live) else State.NEW


def left(change: Change, live: bytes) -> tuple[str, ...]:
    """Return the paths where the live schema is not what it was to be."""
    if not change.new:
        return ()
    wanted, found = parse(change.new, "the new document"), parse(live, LIVE)
    paths = differences(wanted, found)
    # A template's schema has an id of its own, and no job.
    return tuple(path for path in paths if not change.resets or path.startswith(_MAPPINGS))


def _send(change: Change) -> None:
    """Send until it is taken; each further time after a look that showed the old document."""
    import stamina

    attempts = stamina.retry_context(on=again, attempts=_ATTEMPTS, timeout=None, wait_jitter=0.5)
    try:
        for attempt in attempts:
            with attempt:
                _send_once(change)
    except UnclearError as error:
        raise Unfinished(
            f"{error}; live is unchanged, as a look at it showed; later run `{change.repeat}` again"
        ) from None


def _send_once(change: Change) -> None:
    """Send once; UnclearError if it is not known why the old document is live still."""
    request: Callable[[], None] = (
        change.schema.reset if change.resets else lambda: change.schema.write(change.new)
    )
    try:
        request()
    except RefusedError as error:
        raise ToolError(f"{error}; live is unchanged: Graph did not take the document") from None
    except UnclearError as error:
        found = _look(change, error)
        if found is State.OLD:
            raise
        if found is State.OTHER:
            raise Unfinished(
                f"{error}; live is neither the old nor the new document, so somebody else changes "
                "it as well; see `mapping-dsl drift`, and make a new plan; what was live before is "
                f"in {change.bundle}"
            ) from None


def _look(change: Change, error: UnclearError) -> State:
    try:
        return state(change, change.schema.read())
    except ToolError as second:
        raise Unfinished(f"{error}; then {second}; {_unknown(change)}") from None


def _unknown(change: Change) -> str:
    return (
        "it is not known whether live is the old or the new document: run "
        f"`{change.repeat}` again, which looks first, or `{change.rollback}`"
    )


class _StaleError(UnclearError):
    """Graph took the document, and still shows the old one."""


def _fresh(change: Change) -> bytes:
    live = change.schema.read()
    if state(change, live) is State.OLD and left(change, live):
        raise _StaleError("")
    return live


def _read_back(change: Change) -> Done:
    import stamina

    attempts = stamina.retry_context(
        on=_StaleError, attempts=_LOOKS, timeout=None, wait_initial=0.5
    )
    live = change.old
    try:
        for attempt in attempts:
            with attempt:
                live = _fresh(change)
    except _StaleError:
        raise Unfinished(
            "Graph took the request, and live is the old document still; look again in a minute "
            f"with `{change.repeat}`"
        ) from None
    except ToolError as error:
        raise Unfinished(
            f"Graph took the request, but what is live could not be read: {error}; look with "
            f"`{change.repeat}`, or undo it with `{change.rollback}`"
        ) from None
    return Done(live, left(change, live))

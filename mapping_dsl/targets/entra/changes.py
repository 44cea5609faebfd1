"""What merging may be asked, and what it says that it did."""

from __future__ import annotations

from enum import StrEnum

from mapping_dsl.frozen import Frozen


class Unmanaged(StrEnum):
    """What becomes of what the file says nothing of: attribute mappings, filters, actions."""

    KEEP = "keep"
    DROP = "drop"
    FAIL = "fail"


class What(StrEnum):
    """What was done at a place of the live document."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Change(Frozen):
    """One change; `pointer` is into the new text, of what is removed into the old one.

    `subject` is the target or the attribute, if it is about one.
    """

    what: What
    pointer: str
    subject: str = ""


class Done(Frozen):
    """A change whose place is only known in the new text: the item of a list by its name.

    `key` is the member that has the name; without one `pointer` is the place itself.
    """

    what: What
    pointer: str
    key: str = ""
    name: str = ""

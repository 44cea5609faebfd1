"""What goes wrong in the world outside, as opposed to in a mapping."""

from __future__ import annotations


class ToolError(Exception):
    """Something that the user must mend outside a mapping: a file, an option, the configuration.

    Its message is one line, naming the thing; the command line exits with 2.
    """


class Unfinished(ToolError):  # noqa: N818 (it is not a fault, it is an answer that is missing)
    """The analysis could not be completed, so that nothing may be concluded; exit 3."""

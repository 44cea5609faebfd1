"""What goes wrong between us and Graph, by what it means for the schema."""

from __future__ import annotations

from mapping_dsl.errors import ToolError, Unfinished


class RefusedError(ToolError):
    """Graph did nothing: who signed in, what was asked for, or its content is wrong.

    Asking again gives the same answer. `status` is HTTP's, 0 where
    no request was sent.
    """

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class UnclearError(Unfinished):
    """No answer, or one that does not tell whether the request was carried out.

    `wait` is how many seconds Graph asks to wait, `lasting` that asking again is of no use.
    """

    def __init__(self, message: str, wait: float | None = None, *, lasting: bool = False) -> None:
        super().__init__(message)
        self.wait, self.lasting = wait, lasting

"""Whether the libraries of the extra `graph` are there."""

from __future__ import annotations

from importlib.util import find_spec

from mapping_dsl.errors import ToolError

_LIBRARIES = ("httpx2", "azure.identity", "stamina")


def require() -> None:
    """Raise ToolError, which says what to install, unless all libraries are there."""
    for name in _LIBRARIES:
        if not _is_there(name):
            raise ToolError(
                f"`{name.replace('.', '-')}` is not installed, which talks to Microsoft Graph: "
                "pip install 'mapping-dsl[graph]'"
            )


def _is_there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False

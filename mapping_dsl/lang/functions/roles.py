"""Functions on the application roles of a user."""

from mapping_dsl.lang.evidence import CLOUD_SYNC, GRAPH, PAGE
from mapping_dsl.lang.function import function
from mapping_dsl.lang.types import EvaluationError


def _only(roles: tuple[str, ...]) -> str:
    if len(roles) > 1:
        raise EvaluationError(f"there are {len(roles)} roles where one can be sent")
    return roles[0]


@function(evidence=(PAGE, CLOUD_SYNC, GRAPH))
def SingleAppRoleAssignment(source: tuple[str, ...]) -> str:
    """Return the name of the one role that is assigned to a user.

    With several roles Microsoft calls the result unpredictable; here it is an error. It does not
    go together with the scope *Sync all users and groups*.

    >>> SingleAppRoleAssignment("Administratör")
    "Administratör"
    >>> SingleAppRoleAssignment(Split("Admin,Reader", ","))
    error: there are 2 roles where one can be sent
    >>> SingleAppRoleAssignment("")
    ""
    >>> SingleAppRoleAssignment(absent)
    absent
    """
    return _only(source)

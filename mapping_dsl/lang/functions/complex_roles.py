"""Functions that send several application roles of a user, each as an object of SCIM."""

from mapping_dsl.lang.evidence import CUSTOMIZE, GRAPH, PAGE
from mapping_dsl.lang.function import function


def _objects(roles: tuple[str, ...], shown: str) -> tuple[str, ...]:
    from json import dumps  # noqa: PLC0415 (two milliseconds that few mappings need)

    kind = {"primary": False, "type": "WindowsAzureActiveDirectoryRole"}
    return tuple(dumps(kind | {shown: role, "value": role}, ensure_ascii=False) for role in roles)


@function(documented=False, evidence=(GRAPH,))
def AppRoleAssignments(source: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the roles of a user: a guess, its name is all that is known of it.

    >>> AppRoleAssignments(Split("Läsare,Admin", ","))
    ["Läsare", "Admin"]
    >>> AppRoleAssignments("")
    [""]
    >>> AppRoleAssignments(absent)
    absent
    """
    return source


@function(guessed=("source",), evidence=(PAGE, CUSTOMIZE))
def AppRoleAssignmentsComplex(source: tuple[str, ...]) -> tuple[str, ...]:
    r"""Return the roles of a user as JSON objects, none of them primary.

    A role that is taken away in Entra stays in the target: later requests only add. It does not go
    together with the scope *Sync all users and groups*.

    >>> AppRoleAssignmentsComplex("Läsare")
    ["{\"primary\": false, \"type\": \"WindowsAzureActiveDirectoryRole\", \"displayName\": \"Läsare\", \"value\": \"Läsare\"}"]
    >>> Count(AppRoleAssignmentsComplex(Split("Admin,Reader", ",")))
    2
    >>> Count(AppRoleAssignmentsComplex(""))
    1
    >>> AppRoleAssignmentsComplex(absent)
    absent
    """  # noqa: E501 (a result cannot be broken)
    return _objects(source, "displayName")


@function(documented=False, guessed=("source",), evidence=(CUSTOMIZE,))
def AssertiveAppRoleAssignmentsComplex(source: tuple[str, ...]) -> tuple[str, ...]:
    r"""Return the roles of a user as JSON objects, which replace those that the target has.

    Microsoft recommends it over `AppRoleAssignmentsComplex`. It does not go together with the scope
    *Sync all users and groups*.

    >>> AssertiveAppRoleAssignmentsComplex("Läsare")
    ["{\"primary\": false, \"type\": \"WindowsAzureActiveDirectoryRole\", \"display\": \"Läsare\", \"value\": \"Läsare\"}"]
    >>> Count(AssertiveAppRoleAssignmentsComplex(""))
    1
    >>> AssertiveAppRoleAssignmentsComplex(absent)
    absent
    """  # noqa: E501
    return _objects(source, "display")

"""The functions of Entra that are known and not supported yet."""

from enum import StrEnum


class Standing(StrEnum):
    """Where a function that is not supported yet is known from."""

    DOCUMENTED = "on Microsoft's page of functions"
    ELSEWHERE = "on another page of Microsoft's"
    GRAPH = "in Graph's list of functions only"
    CLOUD_SYNC = "documented for cloud sync only"
    GUIDE = "a bare word in Microsoft's Workday guide only"
    CONNECT = "a function of Azure AD Connect"


_NAMES = {
    Standing.DOCUMENTED: (
        "AppRoleAssignmentsComplex BitAnd CDate ConvertToBase64 ConvertToUTF8Hex DateAdd DateDiff"
        " DateFromNum DefaultDomain FormatDateTime Guid InStr IsString Now NumFromDate PCase"
        " RandomString Redact RemoveDuplicates SelectUniqueValue"
    ),
    Standing.ELSEWHERE: "AssertiveAppRoleAssignmentsComplex",
    Standing.GRAPH: "AppRoleAssignments IsNothing Prepend",
    Standing.CLOUD_SYNC: "ConvertFromBase64 DNComponent Error StringFromSid Trim",
    Standing.GUIDE: "IgnoreAttributeFlow IgnoreObjectFlow",
    Standing.CONNECT: "Contains CRef",
}

KNOWN_LATER: dict[str, Standing] = {
    name: standing for standing, names in _NAMES.items() for name in names.split()
}
"""By name, in Microsoft's spelling; a linter can say more of them than that they are unknown."""

"""The table of functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from mapping_dsl.lang.function import Function
from mapping_dsl.lang.functions.unsupported import UNSUPPORTED, Standing
from mapping_dsl.lang.types import EvaluationError, Missing, Skip

__all__ = ["FUNCTIONS", "UNSUPPORTED", "EvaluationError", "Missing", "Skip", "Standing"]

_FILES = {
    "Append": "strings",
    "AppRoleAssignments": "complex_roles",
    "AppRoleAssignmentsComplex": "complex_roles",
    "AssertiveAppRoleAssignmentsComplex": "complex_roles",
    "BitAnd": "values",
    "CBool": "logic",
    "CDate": "dates",
    "Coalesce": "logic",
    "ConvertFromBase64": "encodings",
    "ConvertToBase64": "encodings",
    "ConvertToUTF8Hex": "encodings",
    "Count": "lists",
    "CStr": "strings",
    "DateAdd": "calendar",
    "DateDiff": "calendar",
    "DateFromNum": "calendar",
    "DefaultDomain": "values",
    "DNComponent": "directory",
    "Error": "unlisted",
    "FormatDateTime": "dates",
    "Guid": "chance",
    "IgnoreFlowIfNullOrEmpty": "logic",
    "IIF": "logic",
    "InStr": "search",
    "IsNothing": "unlisted",
    "IsNull": "presence",
    "IsNullOrEmpty": "presence",
    "IsPresent": "presence",
    "IsString": "values",
    "Item": "lists",
    "Join": "lists",
    "Left": "parts",
    "Len": "parts",
    "Mid": "parts",
    "NormalizeDiacritics": "diacritics",
    "Not": "logic",
    "Now": "dates",
    "NumFromDate": "calendar",
    "PCase": "titles",
    "Prepend": "unlisted",
    "RandomString": "chance",
    "Redact": "values",
    "RemoveDuplicates": "values",
    "Replace": "replace",
    "SelectUniqueValue": "values",
    "SingleAppRoleAssignment": "roles",
    "Split": "lists",
    "StringFromSid": "directory",
    "StripSpaces": "strings",
    "Switch": "logic",
    "ToLower": "strings",
    "ToUpper": "strings",
    "Trim": "unlisted",
    "Word": "parts",
}


class _Functions(Mapping[str, Function]):
    """The functions by their names; the file of one is loaded when the function is asked for.

    A mapping uses a handful, and dates and encodings take longer to load than to lint a mapping.
    """

    def __init__(self) -> None:
        self._loaded: dict[str, Function] = {}

    def __getitem__(self, name: str) -> Function:
        if name not in self._loaded:
            self._loaded[name] = getattr(import_module(f"{__name__}.{_FILES[name]}"), name)
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in _FILES

    def __iter__(self) -> Iterator[str]:
        return iter(_FILES)

    def __len__(self) -> int:
        return len(_FILES)


FUNCTIONS: Mapping[str, Function] = _Functions()
"""The functions by their names, in Microsoft's spelling and order."""

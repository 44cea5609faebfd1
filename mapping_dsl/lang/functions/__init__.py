"""The table of functions."""

from mapping_dsl.lang.function import Function
from mapping_dsl.lang.functions.calendar import DateAdd, DateDiff, DateFromNum, NumFromDate
from mapping_dsl.lang.functions.chance import Guid, RandomString
from mapping_dsl.lang.functions.complex_roles import (
    AppRoleAssignments,
    AppRoleAssignmentsComplex,
    AssertiveAppRoleAssignmentsComplex,
)
from mapping_dsl.lang.functions.dates import CDate, FormatDateTime, Now
from mapping_dsl.lang.functions.diacritics import NormalizeDiacritics
from mapping_dsl.lang.functions.directory import DNComponent, StringFromSid
from mapping_dsl.lang.functions.encodings import (
    ConvertFromBase64,
    ConvertToBase64,
    ConvertToUTF8Hex,
)
from mapping_dsl.lang.functions.lists import Count, Item, Join, Split
from mapping_dsl.lang.functions.logic import (
    IIF,
    CBool,
    Coalesce,
    IgnoreFlowIfNullOrEmpty,
    Not,
    Switch,
)
from mapping_dsl.lang.functions.parts import Left, Len, Mid, Word
from mapping_dsl.lang.functions.presence import IsNull, IsNullOrEmpty, IsPresent
from mapping_dsl.lang.functions.replace import Replace
from mapping_dsl.lang.functions.roles import SingleAppRoleAssignment
from mapping_dsl.lang.functions.search import InStr
from mapping_dsl.lang.functions.strings import Append, CStr, StripSpaces, ToLower, ToUpper
from mapping_dsl.lang.functions.titles import PCase
from mapping_dsl.lang.functions.unlisted import Error, IsNothing, Prepend, Trim
from mapping_dsl.lang.functions.unsupported import UNSUPPORTED, Standing
from mapping_dsl.lang.functions.values import (
    BitAnd,
    DefaultDomain,
    IsString,
    Redact,
    RemoveDuplicates,
    SelectUniqueValue,
)
from mapping_dsl.lang.types import EvaluationError, Missing, Skip

__all__ = ["FUNCTIONS", "UNSUPPORTED", "EvaluationError", "Missing", "Skip", "Standing"]

_ROWS = (
    Append,
    AppRoleAssignments,
    AppRoleAssignmentsComplex,
    AssertiveAppRoleAssignmentsComplex,
    BitAnd,
    CBool,
    CDate,
    Coalesce,
    ConvertFromBase64,
    ConvertToBase64,
    ConvertToUTF8Hex,
    Count,
    CStr,
    DateAdd,
    DateDiff,
    DateFromNum,
    DefaultDomain,
    DNComponent,
    Error,
    FormatDateTime,
    Guid,
    IgnoreFlowIfNullOrEmpty,
    IIF,
    InStr,
    IsNothing,
    IsNull,
    IsNullOrEmpty,
    IsPresent,
    IsString,
    Item,
    Join,
    Left,
    Len,
    Mid,
    NormalizeDiacritics,
    Not,
    Now,
    NumFromDate,
    PCase,
    Prepend,
    RandomString,
    Redact,
    RemoveDuplicates,
    Replace,
    SelectUniqueValue,
    SingleAppRoleAssignment,
    Split,
    StringFromSid,
    StripSpaces,
    Switch,
    ToLower,
    ToUpper,
    Trim,
    Word,
)

FUNCTIONS: dict[str, Function] = {row.name: row for row in _ROWS}
"""The functions by their names, in Microsoft's spelling and order."""

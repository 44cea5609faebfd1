"""The table of functions."""

from mapping_dsl.lang.function import Function
from mapping_dsl.lang.functions.diacritics import NormalizeDiacritics
from mapping_dsl.lang.functions.later import KNOWN_LATER, Standing
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
from mapping_dsl.lang.functions.strings import Append, CStr, StripSpaces, ToLower, ToUpper
from mapping_dsl.lang.types import EvaluationError, Skip

__all__ = ["FUNCTIONS", "KNOWN_LATER", "EvaluationError", "Skip", "Standing"]

_ROWS = (
    Append,
    CBool,
    Coalesce,
    Count,
    CStr,
    IgnoreFlowIfNullOrEmpty,
    IIF,
    IsNull,
    IsNullOrEmpty,
    IsPresent,
    Item,
    Join,
    Left,
    Len,
    Mid,
    NormalizeDiacritics,
    Not,
    Replace,
    SingleAppRoleAssignment,
    Split,
    StripSpaces,
    Switch,
    ToLower,
    ToUpper,
    Word,
)

FUNCTIONS: dict[str, Function] = {row.name: row for row in _ROWS}
"""The functions by their names, in Microsoft's spelling and order."""

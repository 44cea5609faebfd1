"""MAP310."""

import re
from collections.abc import Callable, Iterator

from mapping_dsl.catalog.attribute import Attribute as Cataloged
from mapping_dsl.catalog.paths import shorten
from mapping_dsl.findings import Finding, Severity
from mapping_dsl.lint import written
from mapping_dsl.lint.context import Context
from mapping_dsl.resolve.arguments import argument
from mapping_dsl.resolve.infer import Inference
from mapping_dsl.resolve.model import Attribute, Call, ObjectMapping
from mapping_dsl.rule import rule

Test = Callable[[str], bool]
_FORMS: dict[str, str] = {"language": "[a-z]{2,3}(-[A-Za-z0-9]+)+", "country": "[A-Z]{2}"}
_TARGETS = {
    "preferredlanguage": "[a-z]{2,3}_[A-Z]{2}",
    "locale": "[a-z]{2,3}_[A-Z]{2}",
    "timezone": "[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+)+|UTC|GMT",
}


@rule(
    "MAP310",
    "switch-swapped",
    Severity.WARNING,
    "Microsoft Learn: an older tutorial has a role's number where a later one has its name",
)
def switch_swapped(objects: ObjectMapping, context: Context) -> Iterator[Finding]:
    """The keys and the values of a Switch look swapped.

    The key comes first: what the source can be, then what becomes of it. Reported where every value
    is what the source has, or every key is what the target wants, and none the other way round:
    known are languages, countries, time zones, Boolean attributes, and targets with a list of
    values. The numbers of roles, where their names are the source, count as well.

    Bad:
        mapping "contoso" extends "webex/default@1"
        users {
          Switch(SingleAppRoleAssignment([appRoleAssignments]), , "8032066", "Admin") ?? "-"
            -> nickName
        }

    Good:
        mapping "contoso" extends "webex/default@1"
        users {
          Switch(SingleAppRoleAssignment([appRoleAssignments]), , "Admin", "8032066") ?? "-"
            -> nickName
        }
    """
    for row, flow in context.flows(objects):
        for switch, known in flow.sent_calls("Switch"):
            wanted = _wanted(row.target.key, context.target(objects, row))
            had = _had(switch, known, context, objects)
            if _swapped(switch, known, had, wanted):
                yield switch_swapped.at(
                    written.place_of(row, switch, context),
                    "the keys and values of this Switch look swapped",
                    help="write what the source is first, then what becomes of it",
                    subject=shorten(row.target.path),
                )


def _swapped(switch: Call, known: Inference, had: Test | None, wanted: Test | None) -> bool:
    pairs = [known.shape(value).text for value in argument(switch, "switchValue")]
    keys = {key for key in pairs[::2] if key}
    values = {value for value in pairs[1::2] if value}
    if not keys or not values:
        return False
    by_source = had is not None and all(map(had, values)) and not any(map(had, keys))
    by_target = wanted is not None and all(map(wanted, keys)) and not any(map(wanted, values))
    return by_source or by_target


def _had(switch: Call, known: Inference, context: Context, objects: ObjectMapping) -> Test | None:
    """Return the test of what a source can have, if its form is known."""
    source = argument(switch, "source")[0]
    shape = known.shape(source)
    if shape.boolean:
        return lambda text: text.casefold() in ("true", "false")  # what is misspelt is MAP309's
    if shape.form in _FORMS:
        return _matching(_FORMS[shape.form])
    if isinstance(source, Call) and source.function == "SingleAppRoleAssignment":
        return lambda text: not text.isdecimal()
    name = source.name if isinstance(source, Attribute) else ""
    attribute = context.sources(objects.kind).get(name)
    values = attribute.values if attribute else ()
    return (lambda text: text in values) if values else None


def _wanted(key: str, target: Cataloged | None) -> Test | None:
    """Return the test of what a target wants, if that is known."""
    if key in _TARGETS:
        return _matching(_TARGETS[key])
    if key.endswith("].country"):
        return _matching(_FORMS["country"])
    if target is not None and target.values:
        values = target.values
        return lambda text: text in values
    return None


def _matching(pattern: str) -> Test:
    return lambda text: re.fullmatch(pattern, text) is not None

"""MAP819."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, Told, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import DeclaredPair, MappingPair, RulePair
from mapping_dsl.diff.told import content, of_declared, of_mapping
from mapping_dsl.diff.uses import Use, differing, uses, worst
from mapping_dsl.findings import Severity
from mapping_dsl.resolve.model import Mapping, SynchronizationRule
from mapping_dsl.resolve.resolve import WEBEX
from mapping_dsl.targets.definitions import catalogued, definition
from mapping_dsl.targets.entra.emit import GALLERY_RULE

_OTHER_OBJECTS = (
    "Entra reads or writes objects of another kind: whom it has linked so far is not updated or"
    " set to inactive any more, and what it reads now is created."
)


@change_rule(
    "MAP819",
    "definition-changed",
    Risk.VALUE,
    "Microsoft Learn, attribute mappings: the attribute list, and that names there are exact",
    "Microsoft Graph, attributeDefinition: what is mapped must be defined",
)
def definition_changed(pair: MappingPair, _: Context) -> Iterator[Change]:
    """What the tenant's attribute list says of an attribute changes, or the ends of the mapping.

    Entra refuses a schema in which something is mapped and not defined. Whether an attribute is
    multi-valued, required or case-exact decides what is sent. The objects and directories that are
    read and written are compared here too, and the system, and the names of rules; that a block is
    about other objects is a change of who has access. What is lost or defined otherwise is of the
    class of what it feeds: IDENTITY for `userName`, `externalId` and what people are matched by,
    ACCESS for `active` and scopes. So is the order of rules whose rows differ.

    Next: the attributes are read and sent as they are defined now. Removed while it is still
    mapped: unless the app itself has the attribute, saving is refused.

    Steps:
        1. Where an entry is added: add it to the attribute list first, the mapping second.
        2. Where one is removed: remove what is mapped to it first, the entry second.
        3. Save, and provision one person on demand.

    Old:
        attributes source { costCenterCode: string }
        users { costCenterCode -> title }

    Bad:
        attributes source { costCenterCode: integer }
        users { costCenterCode -> title }

    Good:
        attributes source { "costCenterCode": string }
        users { costCenterCode -> title }
    """
    for declared in pair.declared:
        if of_declared(declared.old).content != of_declared(declared.new).content:
            yield from _declared(declared, pair)
    if pair.old.system != pair.new.system:
        message = f"the mapping is for `{pair.new.system}`, and was for `{pair.old.system}`"
        told = of_mapping(pair.old, pair.old.system), of_mapping(pair.new, pair.new.system)
        yield definition_changed.change("", "system", message, *told)
    yield from _order(pair)
    for rule in pair.rules:
        yield from _ends(rule)


def _declared(declared: DeclaredPair, pair: MappingPair) -> Iterator[Change]:
    """Yield the change of an entry; one that says what the catalog says is as good as none."""
    entry = declared.new or declared.old
    if entry is None:
        return
    list_ = f"the {entry.side} attribute list"
    known = catalogued(pair.new, entry)
    if known and definition(known) == definition(entry) and None in (declared.old, declared.new):
        return
    broken = declared.new is None and declared.used and not known
    if known and declared.new is None:
        message = f"`{declared.name}` is declared no more, and is what it usually is"
    elif known and declared.old is None:
        message = f"`{declared.name}` is declared otherwise than it usually is"
    elif declared.new is None:
        still = ", and is still used" if broken else ""
        message = f"`{declared.name}` is no longer in {list_}{still}"
    elif declared.old is None:
        message = f"`{declared.name}` is added to {list_}"
    else:
        message = f"`{declared.name}` is defined differently in {list_}"
    made = definition_changed.change(
        "",
        declared.name,
        message,
        of_declared(declared.old),
        of_declared(declared.new),
        place=pair.place if declared.new is None else None,
    )
    added = declared.old is None and not known
    yield of_what_it_feeds(
        made, () if added else uses(pair.new, entry.side, entry.name), broken=broken
    )


def of_what_it_feeds(made: Change, found: tuple[Use, ...], *, broken: bool) -> Change:
    """Return a change in the class of what its attribute feeds; who accepts it accepts that."""
    risk = worst(found)
    fed = "\n".join((made.new.content, *(use.content for use in found)))
    severity = Severity.ERROR if broken else risk.severity
    return made.but(risk=risk, severity=severity, new=made.new.but(content=fed))


def _order(pair: MappingPair) -> Iterator[Change]:
    """Yield that rules which stay are in another order, which is that of their priority."""
    both = [(rule.old, rule.new) for rule in pair.rules if rule.old and rule.new]
    olds = sorted(both, key=lambda rules: pair.old.rules.index(rules[0]))
    if olds != both:
        told = (
            _in_order(pair.old, [old for old, _ in olds], [new.name for _, new in olds]),
            _in_order(pair.new, [new for _, new in both], [new.name for _, new in both]),
        )
        message = "the rules are in another order, and Entra carries them out in it"
        made = definition_changed.change("", "rules", message, *told)
        webex = WEBEX in (pair.old.system, pair.new.system)
        risk = differing((rule for _, rule in both), webex=webex)
        yield made.but(risk=risk, severity=risk.severity)


def _in_order(mapping: Mapping, rules: list[SynchronizationRule], names: list[str]) -> Told:
    """Tell rules by their names; the rows of all of them count, as the first may decide."""
    rows = (content(row) for rule in rules for of in rule.object_mappings for row in of.mappings)
    shown = ", ".join(f'"{name}"' for name in names)
    return Told(mapping.origin, shown, "\n".join((shown, *rows)))


def _ends(rule: RulePair) -> Iterator[Change]:
    """Yield what changed of the rule's name, its directories, and the objects of its blocks."""
    if rule.old and rule.new:
        facts = zip(_facts(rule.old), _facts(rule.new), strict=True)
        for (what, before), (_, after) in facts:
            if before != after:
                told = Told(rule.old.origin, before, before), Told(rule.new.origin, after, after)
                message = f"the {what} of the rule is another one"
                yield definition_changed.change(rule.new.name, what, message, *told)
    for pair in rule.objects:
        if pair.old and pair.new:
            before = f'"{pair.old.source_object}" to "{pair.old.target_object}"'
            after = f'"{pair.new.source_object}" to "{pair.new.target_object}"'
            if before != after:
                told = Told(pair.old.origin, before, before), Told(pair.new.origin, after, after)
                message = "other objects are read or written: others get accounts, or lose them"
                made = definition_changed.change(
                    pair.block, "objects", message, *told, then=_OTHER_OBJECTS
                )
                yield made.but(risk=Risk.ACCESS, severity=Risk.ACCESS.severity)


def _facts(rule: SynchronizationRule) -> tuple[tuple[str, str], ...]:
    return (
        ("name", rule.name or (GALLERY_RULE if rule.target_directory else "")),
        ("source directory", rule.source_directory),
        ("target directory", rule.target_directory),
    )

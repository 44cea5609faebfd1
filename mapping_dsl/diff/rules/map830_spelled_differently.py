"""MAP830."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import MappingPair
from mapping_dsl.diff.told import of_mapping
from mapping_dsl.targets.entra.emit import emit

SAME_BYTES = "compiles to the same bytes: no save needed"
_OPEN = "says the same, but for what no mapping says: a comment without a digest cannot be compared"


@change_rule(
    "MAP830",
    "spelled-differently",
    Risk.STYLE,
    "this tool's own `compile`: equal mappings give the same bytes",
)
def spelled_differently(pair: MappingPair, context: Context) -> Iterator[Change]:
    """The text differs, and means the same: nothing has to be saved.

    Comments, layout, `let`s, reasons and the order of an inheritance are not part of what a tenant
    gets. Where the compiled JSON is the same to the byte, that is said. Where only the order of the
    rows or the way to say one scope differs, the bytes do too, and still nothing changes.

    Next: nothing, as nothing needs to be saved.

    Old:
        users { [jobTitle] ?? "n/a" -> title }

    Bad:
        users { Coalesce([jobTitle], "n/a") -> title }

    Good:
        users { [department] ?? "n/a" -> title }
    """
    if context.found:
        return
    same = emit(pair.old) == emit(pair.new)
    if pair.respelled or not same:
        message = SAME_BYTES if same else "means the same, though not in the same bytes"
        message = _OPEN if _is_open(pair) else message
        told = of_mapping(pair.old, ""), of_mapping(pair.new, "")
        yield spelled_differently.change("", "text", message, *told)


def _is_open(pair: MappingPair) -> bool:
    """Tell whether a file lists something without the digest of it, so that nobody can compare."""
    blocks = [of for both in pair.objects for of in (both.old, both.new) if of]
    unsaid = [*pair.old.unsaid, *pair.new.unsaid, *(one for of in blocks for one in of.unsaid)]
    return any(one.note and not (one.digest or one.is_directory) for one in unsaid)

"""MAP820."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.pair import MappingPair
from mapping_dsl.diff.told import of_mapping


@change_rule(
    "MAP820",
    "full-cycle",
    Risk.INFO,
    "Microsoft Learn, attribute mappings: a change has all objects evaluated anew",
)
def full_cycle(pair: MappingPair, context: Context) -> Iterator[Change]:
    """Saving starts an initial cycle: everybody in scope is evaluated anew.

    That is so for every change of a mapping or a scope, however small. In a large tenant it takes
    hours, in which joiners and leavers wait. Several changes saved at once cost one cycle.

    Next: the watermark is cleared, and the next cycle is an initial one over all people in scope.
    Links between accounts stay.

    Steps:
        1. Save all changes of the week together, when nobody waits for an account.

    Old:
        users { jobTitle -> title }

    Bad:
        users { department -> title }

    Good:
        users { [jobTitle] -> title }
    """
    if context.changed:
        message = "saving starts an initial cycle over everybody in scope"
        told = of_mapping(pair.old, ""), of_mapping(pair.new, "")
        yield full_cycle.change("", "cycle", message, *told)

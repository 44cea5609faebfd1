"""What is found when a mapping is merged into a schema that a tenant already has."""

from mapping_dsl.findings import Severity
from mapping_dsl.rule import Rule

UNMANAGED = Rule(
    "MAP608",
    "unmanaged-mapping",
    Severity.ERROR,
    """The live schema maps a target that the mapping file neither maps nor drops.

    `compile --into` changes what the file names. Of the rest somebody has to say what becomes of
    it: `--unmanaged keep` leaves it as it is, `--unmanaged drop` removes it, and a row or a `drop`
    in the file says it for one target, where a review sees it. Without any of these nothing is
    written.
    """,
    ("msgraph and Terraform issues about tools that remove what they do not own",),
    allowable=False,
)
NOT_IN_SCHEMA = Rule(
    "MAP609",
    "not-in-schema",
    Severity.ERROR,
    """The live schema has no rule, or no object mapping, that a block of the mapping is about.

    Rules have ids that only the service knows, and object mappings come with the app: neither is
    ever made up. Either the file is merged into the schema of another app, or its `rule`, `from`
    and `to` are spelled otherwise than there.
    """,
    ("Microsoft Graph: a rule's id must be one of the application's",),
    allowable=False,
)
LEFT_ALONE = Rule(
    "MAP610",
    "left-alone",
    Severity.INFO,
    """The live schema has a part that the mapping file says nothing of; it stays as it is.

    So do whole rules and object mappings that no block is about, mappings that `--unmanaged keep`
    keeps, and names that differ from the likeliest ones, by which a block was found all the same.
    """,
    allowable=False,
)

CODES: tuple[Rule, ...] = (UNMANAGED, NOT_IN_SCHEMA, LEFT_ALONE)

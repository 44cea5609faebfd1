"""What is found when a mapping is merged into a schema that a tenant already has."""

from mapping_dsl.findings import Severity
from mapping_dsl.rule import Rule

UNMANAGED = Rule(
    "MAP608",
    "unmanaged-mapping",
    Severity.ERROR,
    """The live schema has a row, a filter or actions that the mapping file says nothing of.

    `compile --into` changes what the file names. Of the rest somebody has to say what becomes of
    it: `--unmanaged keep` leaves it as it is, `--unmanaged drop` removes it, and a row or a `drop`
    in the file says it for one target, where a review sees it. Without any of these nothing is
    written: a filter that goes unseen takes everybody in scope. In the example somebody has mapped
    `title` in the portal.

    Bad:
        users { department -> nickName }

    Good:
        users { jobTitle -> title }
    """,
    ("msgraph and Terraform issues about tools that remove what they do not own",),
    allowable=False,
)
NOT_IN_SCHEMA = Rule(
    "MAP609",
    "not-in-schema",
    Severity.ERROR,
    """The live schema has no rule, object mapping or attribute that the mapping is about.

    Rules have ids that only the service knows, and object mappings come with the app: neither is
    ever made up. Either the file is merged into the schema of another app, or its `rule`, `from`
    and `to` are spelled otherwise than there. An attribute is added to the directory where the file
    declares it; any other that the directory does not define is most likely misspelt.

    Bad:
        object "Device" -> "Device" { displayName -> displayName }

    Good:
        groups { displayName -> displayName match 1 }
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
    keeps, what the language has no words for, and names that differ from the likeliest ones, by
    which a block was found all the same. In the example nothing is said of groups.

    Bad:
        mapping "contoso"
        users {
          userPrincipalName -> userName match 1
          objectId -> externalId
          displayName -> displayName
          givenName -> name.givenName
          surname -> name.familyName
          Switch([IsSoftDeleted], , "False", "True", "True", "False") -> active
          jobTitle -> title
        }

    Good:
        users { jobTitle -> title }
    """,
    allowable=False,
)
NOT_AS_IMPORTED = Rule(
    "MAP612",
    "not-as-imported",
    Severity.WARNING,
    """What a comment of the mapping stands for is something else in the live schema by now.

    `import` lists what no mapping can say in comments, each with a digest of what is there. Merging
    keeps what the live schema has, whatever that is; `drift` exits with 5. The filters and the
    priority of a rule are told as well where they are new, if the mapping was imported; so is an
    attribute in use that is defined otherwise than usual: `import` would declare it.

    Bad:
        mapping "contoso" extends "webex/default@1"
        # only --into keeps /synchronizationRules/0/groupFilter: an object  #1a2b3c4d
        users { jobTitle -> title }

    Good:
        users { jobTitle -> title }
    """,
    allowable=False,
)

CODES: tuple[Rule, ...] = (UNMANAGED, NOT_IN_SCHEMA, LEFT_ALONE, NOT_AS_IMPORTED)

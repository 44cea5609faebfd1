"""What linting itself can find: about suppressions, and about rules that fail."""

from mapping_dsl.findings import Severity
from mapping_dsl.rule import Rule

UNUSED_ALLOW = Rule(
    "MAP901",
    "unused-allow",
    Severity.WARNING,
    """An `allow` suppresses nothing: the finding is gone, or the rule cannot be allowed here.

    Rules about who is who and who has access cannot be allowed in a mapping, where the author
    decides alone; only the configuration can turn them off, or let an `allow` count
    (`allowable = true`). With `allowable = false` it refuses that of any other rule.

    Bad:
        users { displayName -> title allow mutable-identifier because "as agreed" }

    Good:
        users { displayName -> title }
    """,
    allowable=False,
)
EXPIRED_ALLOW = Rule(
    "MAP902",
    "expired-allow",
    Severity.WARNING,
    """An `allow` has a date that has passed: the finding that it suppressed is back.

    Bad:
        users {
          objectId -> externalId allow mutable-identifier until 2020-01-01 because "pilot"
        }

    Good:
        users { objectId -> externalId }
    """,
    allowable=False,
)
STALE_BASELINE = Rule(
    "MAP903",
    "stale-baseline",
    Severity.INFO,
    """An entry of the baseline is for something that is not found any more.

    It would hide the same finding if that came back. `--prune-baseline` removes such entries.
    Entries of files that were not checked, or not wholly read, are not told, nor those of rules
    that were not selected.
    """,
    allowable=False,
)
RULE_CRASHED = Rule(
    "MAP904",
    "rule-crashed",
    Severity.ERROR,
    """A rule failed on this mapping: a fault of this tool's, not of the mapping's.

    Nothing may be concluded from the run, so that it ends with exit code 3. `--debug` shows the
    traceback; please report it.
    """,
    allowable=False,
)

CODES: tuple[Rule, ...] = (UNUSED_ALLOW, EXPIRED_ALLOW, STALE_BASELINE, RULE_CRASHED)

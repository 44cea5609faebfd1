"""What running the `test` blocks of a mapping finds."""

from mapping_dsl.findings import Severity
from mapping_dsl.rule import Rule

TEST_FAILED = Rule(
    "MAP905",
    "test-failed",
    Severity.ERROR,
    """A `test` expects of a record what does not come of it, or nobody can tell what does.

    Only `mapping-dsl test` runs the tests. An expected value is compared with what is sent, in the
    target's type; case counts. Who is not provisioned at all has no values: such a test expects
    `no request`, `out of scope`, or what is sent `on update`. What is not known, such as the value
    of `%DomainFQDN%`, never passes: the run ends with exit code 3.

    Bad:
        mapping "contoso" extends "webex/default@1"
        test "a name" { given { displayName: "Ada" } expect { "Eva" -> displayName } }

    Good:
        mapping "contoso" extends "webex/default@1"
        test "a name" { given { displayName: "Ada" } expect { "Ada" -> displayName } }
    """,
    ("the mapping itself",),
    allowable=False,
)
UNTESTED = Rule(
    "MAP906",
    "untested-branch",
    Severity.WARNING,
    """No `test` has a record that comes to this branch of an expression, or of the scope.

    Only `mapping-dsl test --coverage` looks for them. A branch is an arm of a condition, a value
    of a `Switch` and its default, what stands behind `??`, each way that a part of `and` or `or`
    can go, what `IgnoreFlowIfNullOrEmpty` lets through and what it does not, and each way that a
    test of the scope can go.

    Bad:
        mapping "contoso"
        users { [mail] ?? [userPrincipalName] -> userName match 1 }
        test "mail" { given { mail: "ada@contoso.com" } expect { "ada@contoso.com" -> userName } }

    Good:
        mapping "contoso"
        users { [mail] ?? [userPrincipalName] -> userName match 1 }
        test "mail" { given { mail: "ada@contoso.com" } expect { "ada@contoso.com" -> userName } }
        test "no mail" {
          given { userPrincipalName: "ada@contoso.com" }
          expect { "ada@contoso.com" -> userName }
        }
    """,
    ("the mapping itself",),
    allowable=False,
)

CODES: tuple[Rule, ...] = (TEST_FAILED, UNTESTED)

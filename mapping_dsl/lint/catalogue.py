"""Every code that there is, in order."""

from mapping_dsl.lint.codes import CODES as LINT_CODES
from mapping_dsl.lint.rules import RULES
from mapping_dsl.resolve.codes import CODES as RESOLVE_CODES
from mapping_dsl.rule import Rule
from mapping_dsl.spec.codes import CODES as SPEC_CODES
from mapping_dsl.syntax.codes import CODES as SYNTAX_CODES
from mapping_dsl.targets.codes import CODES as TARGET_CODES
from mapping_dsl.targets.entra.codes import CODES as MERGE_CODES

ALL: tuple[Rule, ...] = tuple(
    sorted(
        (
            *SYNTAX_CODES,
            *RESOLVE_CODES,
            *RULES,
            *TARGET_CODES,
            *MERGE_CODES,
            *SPEC_CODES,
            *LINT_CODES,
        ),
        key=lambda rule: rule.code,
    )
)
BY_NAME: dict[str, Rule] = {name: rule for rule in ALL for name in (rule.code, rule.slug)}

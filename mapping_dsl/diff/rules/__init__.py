"""The rules, in the order of their codes."""

from mapping_dsl.diff.change import ChangeRule
from mapping_dsl.diff.rules.map801_match_attribute_changed import match_attribute_changed
from mapping_dsl.diff.rules.map802_username_source_changed import username_source_changed
from mapping_dsl.diff.rules.map803_external_id_changed import external_id_changed
from mapping_dsl.diff.rules.map804_username_domain_or_case import username_domain_or_case
from mapping_dsl.diff.rules.map805_unsaid_changed import unsaid_changed
from mapping_dsl.diff.rules.map811_active_logic_changed import active_logic_changed
from mapping_dsl.diff.rules.map812_scope_changed import scope_changed
from mapping_dsl.diff.rules.map813_actions_changed import actions_changed
from mapping_dsl.diff.rules.map814_mapping_removed import mapping_removed
from mapping_dsl.diff.rules.map815_source_changed import source_changed
from mapping_dsl.diff.rules.map816_default_changed import default_changed
from mapping_dsl.diff.rules.map817_flow_changed import flow_changed
from mapping_dsl.diff.rules.map818_mapping_added import mapping_added
from mapping_dsl.diff.rules.map819_definition_changed import definition_changed
from mapping_dsl.diff.rules.map820_full_cycle import full_cycle
from mapping_dsl.diff.rules.map830_spelled_differently import spelled_differently

FOLLOWING: tuple[ChangeRule, ...] = (full_cycle, spelled_differently)
"""What looks at all that the others found."""

RULES: tuple[ChangeRule, ...] = (
    match_attribute_changed,
    username_source_changed,
    external_id_changed,
    username_domain_or_case,
    unsaid_changed,
    active_logic_changed,
    scope_changed,
    actions_changed,
    mapping_removed,
    source_changed,
    default_changed,
    flow_changed,
    mapping_added,
    definition_changed,
    *FOLLOWING,
)

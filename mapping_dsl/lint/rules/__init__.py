"""The rules, in the order of their codes."""

from mapping_dsl.lint.rules.map020_stray_backslash import stray_backslash
from mapping_dsl.lint.rules.map101_unknown_attribute import unknown_attribute
from mapping_dsl.lint.rules.map102_unknown_target import unknown_target
from mapping_dsl.lint.rules.map107_unused_name import unused_name
from mapping_dsl.lint.rules.map115_unknown_in_test import unknown_in_test
from mapping_dsl.lint.rules.map201_username_not_email import username_not_email
from mapping_dsl.lint.rules.map202_username_maybe_absent import username_maybe_absent
from mapping_dsl.lint.rules.map203_no_match_attribute import no_match_attribute
from mapping_dsl.lint.rules.map204_match_not_filterable import match_not_filterable
from mapping_dsl.lint.rules.map208_mutable_identifier import mutable_identifier
from mapping_dsl.lint.rules.map211_external_id_missing import external_id_missing
from mapping_dsl.lint.rules.map301_duplicate_target import duplicate_target
from mapping_dsl.lint.rules.map302_stale_when_cleared import stale_when_cleared
from mapping_dsl.lint.rules.map401_active_missing import active_missing
from mapping_dsl.lint.rules.map402_active_inverted import active_inverted
from mapping_dsl.lint.rules.map403_active_from_account_enabled import active_from_account_enabled
from mapping_dsl.lint.rules.map501_required_unmapped import required_unmapped
from mapping_dsl.lint.rules.map502_read_only_target import read_only_target
from mapping_dsl.lint.rules.map512_not_synchronized import not_synchronized
from mapping_dsl.lint.rules.map607_users_disabled import users_disabled
from mapping_dsl.lint.rules.map611_only_in_the_export import only_in_the_export
from mapping_dsl.rule import Rule

RULES: tuple[Rule, ...] = (
    stray_backslash,
    unknown_attribute,
    unknown_target,
    unused_name,
    unknown_in_test,
    username_not_email,
    username_maybe_absent,
    no_match_attribute,
    match_not_filterable,
    mutable_identifier,
    external_id_missing,
    duplicate_target,
    stale_when_cleared,
    active_missing,
    active_inverted,
    active_from_account_enabled,
    required_unmapped,
    read_only_target,
    not_synchronized,
    users_disabled,
    only_in_the_export,
)

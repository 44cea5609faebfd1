"""The rules, in the order of their codes."""

from mapping_dsl.lint.rules.map020_stray_backslash import stray_backslash
from mapping_dsl.lint.rules.map101_unknown_attribute import unknown_attribute
from mapping_dsl.lint.rules.map102_unknown_target import unknown_target
from mapping_dsl.lint.rules.map105_wrong_argument_type import wrong_argument_type
from mapping_dsl.lint.rules.map106_foreign_dialect import foreign_dialect
from mapping_dsl.lint.rules.map107_unused_name import unused_name
from mapping_dsl.lint.rules.map108_bad_regex import bad_regex
from mapping_dsl.lint.rules.map109_suspicious_empty_string import suspicious_empty_string
from mapping_dsl.lint.rules.map115_unknown_in_test import unknown_in_test
from mapping_dsl.lint.rules.map201_username_not_email import username_not_email
from mapping_dsl.lint.rules.map202_username_maybe_absent import username_maybe_absent
from mapping_dsl.lint.rules.map203_no_match_attribute import no_match_attribute
from mapping_dsl.lint.rules.map204_match_not_filterable import match_not_filterable
from mapping_dsl.lint.rules.map205_match_not_unique import match_not_unique
from mapping_dsl.lint.rules.map206_match_is_computed import match_is_computed
from mapping_dsl.lint.rules.map207_match_special_characters import match_special_characters
from mapping_dsl.lint.rules.map208_mutable_identifier import mutable_identifier
from mapping_dsl.lint.rules.map209_guest_username import guest_username
from mapping_dsl.lint.rules.map210_soft_delete_rename import soft_delete_rename
from mapping_dsl.lint.rules.map211_external_id_missing import external_id_missing
from mapping_dsl.lint.rules.map212_unverified_domain import unverified_domain
from mapping_dsl.lint.rules.map213_select_unique_value import select_unique_value
from mapping_dsl.lint.rules.map301_duplicate_target import duplicate_target
from mapping_dsl.lint.rules.map302_stale_when_cleared import stale_when_cleared
from mapping_dsl.lint.rules.map303_default_only_on_create import default_only_on_create
from mapping_dsl.lint.rules.map304_malformed_when_absent import malformed_when_absent
from mapping_dsl.lint.rules.map305_iif_on_absent import iif_on_absent
from mapping_dsl.lint.rules.map306_switch_on_presence import switch_on_presence
from mapping_dsl.lint.rules.map307_switch_default_nulls_out import switch_default_nulls_out
from mapping_dsl.lint.rules.map308_switch_case_sensitive import switch_case_sensitive
from mapping_dsl.lint.rules.map309_unreachable_case import unreachable_case
from mapping_dsl.lint.rules.map310_switch_swapped import switch_swapped
from mapping_dsl.lint.rules.map311_ignore_flow_in_condition import ignore_flow_in_condition
from mapping_dsl.lint.rules.map312_nondeterministic_flow import nondeterministic_flow
from mapping_dsl.lint.rules.map313_case_change_not_exported import case_change_not_exported
from mapping_dsl.lint.rules.map314_date_traps import date_traps
from mapping_dsl.lint.rules.map315_unredacted_secret import unredacted_secret
from mapping_dsl.lint.rules.map316_regex_never_matches import regex_never_matches
from mapping_dsl.lint.rules.map317_catastrophic_regex import catastrophic_regex
from mapping_dsl.lint.rules.map401_active_missing import active_missing
from mapping_dsl.lint.rules.map402_active_inverted import active_inverted
from mapping_dsl.lint.rules.map403_active_from_account_enabled import active_from_account_enabled
from mapping_dsl.lint.rules.map404_update_action_off import update_action_off
from mapping_dsl.lint.rules.map406_scope_drops_absent import scope_drops_absent
from mapping_dsl.lint.rules.map407_scope_empty import scope_empty
from mapping_dsl.lint.rules.map408_scope_regex_loose import scope_regex_loose
from mapping_dsl.lint.rules.map409_groups_need_wizard import groups_need_wizard
from mapping_dsl.lint.rules.map410_roles_mapped import roles_mapped
from mapping_dsl.lint.rules.map411_unfilterable_attribute import unfilterable_attribute
from mapping_dsl.lint.rules.map501_required_unmapped import required_unmapped
from mapping_dsl.lint.rules.map502_read_only_target import read_only_target
from mapping_dsl.lint.rules.map503_value_too_long import value_too_long
from mapping_dsl.lint.rules.map504_wrong_locale_form import wrong_locale_form
from mapping_dsl.lint.rules.map505_wrong_timezone_form import wrong_timezone_form
from mapping_dsl.lint.rules.map506_wrong_country_form import wrong_country_form
from mapping_dsl.lint.rules.map507_phone_type import phone_type
from mapping_dsl.lint.rules.map508_phone_form import phone_form
from mapping_dsl.lint.rules.map509_list_into_one import list_into_one
from mapping_dsl.lint.rules.map510_contradicted_target import contradicted_target
from mapping_dsl.lint.rules.map511_primary_email import primary_email
from mapping_dsl.lint.rules.map512_not_synchronized import not_synchronized
from mapping_dsl.lint.rules.map513_no_display_name import no_display_name
from mapping_dsl.lint.rules.map514_manager_out_of_scope import manager_out_of_scope
from mapping_dsl.lint.rules.map515_scim_type_not_work import scim_type_not_work
from mapping_dsl.lint.rules.map602_multivalued_extension import multivalued_extension
from mapping_dsl.lint.rules.map603_extension_undeclared import extension_undeclared
from mapping_dsl.lint.rules.map604_undocumented import undocumented
from mapping_dsl.lint.rules.map607_users_disabled import users_disabled
from mapping_dsl.lint.rules.map611_only_in_the_export import only_in_the_export
from mapping_dsl.rule import Rule

RULES: tuple[Rule, ...] = (
    stray_backslash,
    unknown_attribute,
    unknown_target,
    wrong_argument_type,
    foreign_dialect,
    unused_name,
    bad_regex,
    suspicious_empty_string,
    unknown_in_test,
    username_not_email,
    username_maybe_absent,
    no_match_attribute,
    match_not_filterable,
    match_not_unique,
    match_is_computed,
    match_special_characters,
    mutable_identifier,
    guest_username,
    soft_delete_rename,
    external_id_missing,
    unverified_domain,
    select_unique_value,
    duplicate_target,
    stale_when_cleared,
    default_only_on_create,
    malformed_when_absent,
    iif_on_absent,
    switch_on_presence,
    switch_default_nulls_out,
    switch_case_sensitive,
    unreachable_case,
    switch_swapped,
    ignore_flow_in_condition,
    nondeterministic_flow,
    case_change_not_exported,
    date_traps,
    unredacted_secret,
    regex_never_matches,
    catastrophic_regex,
    active_missing,
    active_inverted,
    active_from_account_enabled,
    update_action_off,
    scope_drops_absent,
    scope_empty,
    scope_regex_loose,
    groups_need_wizard,
    roles_mapped,
    unfilterable_attribute,
    required_unmapped,
    read_only_target,
    value_too_long,
    wrong_locale_form,
    wrong_timezone_form,
    wrong_country_form,
    phone_type,
    phone_form,
    list_into_one,
    contradicted_target,
    primary_email,
    not_synchronized,
    no_display_name,
    manager_out_of_scope,
    scim_type_not_work,
    multivalued_extension,
    extension_undeclared,
    undocumented,
    users_disabled,
    only_in_the_export,
)

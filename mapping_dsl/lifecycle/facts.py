"""The table: what Entra does on each action, what becomes of it in Webex, and who says so."""

from __future__ import annotations

from mapping_dsl.lifecycle.fact import Evidence, Fact, Promise

_MANAGE = "Cisco help d3p9vfb"
_SYNC = "Cisco help 6ta3gz"
_HOW = "Microsoft Learn, how provisioning works"
_TUTORIAL = "Microsoft's tutorial for Cisco Webex"

ASSIGN_NEW = Fact(
    "assign-new",
    "a new user is assigned",
    "created",
    _MANAGE,
    Evidence.DOCUMENTED,
    (Promise.CREATED, Promise.SIGNS_IN),
)
ASSIGN_EXISTING = Fact(
    "assign-existing",
    "a user who is in Webex already is assigned",
    "updated, and given the object id as `externalId`",
    _MANAGE,
    Evidence.DOCUMENTED,
    (Promise.MATCHED, Promise.THEIRS, Promise.LINKED, Promise.TOLD, Promise.SIGNS_IN),
)
NO_MATCH = Fact(
    "no-match",
    "nobody in Webex has the userName",
    "a second, new user is created beside the one who is there",
    _MANAGE,
    Evidence.DOCUMENTED,
    (Promise.SIGNS_IN,),
)
CHANGE = Fact(
    "change",
    "an attribute changes",
    "updated; in Control Hub at the next refresh, in the app within 72 hours",
    _MANAGE,
    Evidence.DOCUMENTED,
    (Promise.UPDATED,),
)
EMPTIED = Fact(
    "emptied",
    "an attribute is emptied",
    "nothing is sent, Webex keeps the old value",
    f"{_SYNC}; {_HOW}",
    Evidence.DOCUMENTED,
    (Promise.KEPT,),
)
CASE_ONLY = Fact(
    "case-only",
    "only the case of a value changes",
    "nothing is sent, unless the target is case-exact",
    "Microsoft Learn, customizing attribute mappings",
    Evidence.DOCUMENTED,
)
BLOCK = Fact(
    "block",
    "sign-in is blocked",
    "Inactive",
    _MANAGE,
    Evidence.DOCUMENTED,
    (Promise.INACTIVE,),
)
UNBLOCK = Fact(
    "unblock",
    "sign-in is allowed again",
    "active again, as IsSoftDeleted is false again",
    _HOW,
    Evidence.INFERRED,
    (Promise.ACTIVE, Promise.WAS_INACTIVE),
)
UNASSIGN = Fact(
    "unassign",
    "the user is removed from the app, or leaves its scope",
    "Inactive",
    f"{_MANAGE}; {_HOW}",
    Evidence.DOCUMENTED,
    (Promise.INACTIVE,),
)
UNMANAGED = Fact(
    "unmanaged",
    "something happens to a user who was removed from the app before",
    "nothing is sent: Entra manages the Webex user no more, who stays Inactive",
    _HOW,
    Evidence.DOCUMENTED,
    (Promise.INACTIVE,),
)
SOFT_DELETE = Fact(
    "soft-delete",
    "the user is deleted, to the recycle bin",
    "renamed and Inactive",
    _MANAGE,
    Evidence.DOCUMENTED,
    (Promise.RENAMED, Promise.INACTIVE),
)
RENAME = Fact(
    "rename",
    "the user is deleted, to the recycle bin",
    "Entra puts the object id's 32 hex digits in front of the user name",
    "seen by apps: onyx PR 14074, ssoready issue 166",
    Evidence.INFERRED,
    (Promise.FITS,),
)
TOKENS = Fact(
    "tokens",
    "the user is deleted, to the recycle bin",
    "tokens are revoked; a restore gives them back",
    "the request for this tool",
    Evidence.TOLD,
    (Promise.REVOKED,),
)
RESTORE = Fact(
    "restore",
    "the user is restored from the recycle bin",
    "active again, under the old username",
    _MANAGE,
    Evidence.DOCUMENTED,
    (Promise.ACTIVE, Promise.WAS_INACTIVE, Promise.NAMED_AS_BEFORE),
)
RESTORE_BLOCKED = Fact(
    "restore-blocked",
    "a user who is blocked is restored from the recycle bin",
    "the old username, but Inactive as long as they are blocked",
    _HOW,
    Evidence.INFERRED,
    (Promise.NAMED_AS_BEFORE, Promise.INACTIVE),
)
TOKENS_BACK = Fact(
    "tokens-back",
    "the user is restored from the recycle bin",
    "tokens are valid again",
    "the request for this tool",
    Evidence.TOLD,
    (Promise.VALID, Promise.WERE_REVOKED),
)
THIRTY_DAYS = Fact(
    "thirty-days",
    "30 days go by without a restore",
    "Entra deletes for good, Webex deletes the user",
    _MANAGE,
    Evidence.DOCUMENTED,
    (Promise.DELETED,),
)
ARCHIVE = Fact(
    "archive",
    "30 days go by without a restore",
    "Webex archives the data of the user whom it deletes",
    "the request for this tool; Webex's API for archived users",
    Evidence.TOLD,
    (Promise.ARCHIVED,),
)
HARD_DELETE = Fact(
    "hard-delete",
    "the user is deleted from the recycle bin",
    "deleted",
    _MANAGE,
    Evidence.DOCUMENTED,
    (Promise.DELETED,),
)
RE_ADD = Fact(
    "re-add",
    "the address of a user who is deleted for good is added again",
    "an entirely new account, with nothing of the old one",
    "the request for this tool; Cisco help afv3q8 has it for CSV files",
    Evidence.TOLD,
    (Promise.CREATED, Promise.NEW, Promise.SIGNS_IN),
)
NEVER_CREATED = Fact(
    "never-created",
    "a user who is disabled already comes into scope",
    "nobody is created",
    _HOW,
    Evidence.DOCUMENTED,
)
ANY_ASSIGNMENT = Fact(
    "any-assignment",
    "one of several assignments is taken away",
    "nothing: the user stays while any assignment holds",
    _HOW,
    Evidence.INFERRED,
)
NESTED = Fact(
    "nested",
    "a group with groups in it is assigned",
    "members of the inner groups do not count",
    _HOW,
    Evidence.DOCUMENTED,
)
DEFAULT_ACCESS = Fact(
    "default-access",
    "a user holds the Default Access role only",
    "not provisioned",
    _TUTORIAL,
    Evidence.DOCUMENTED,
)
GROUP_MAPPED = Fact(
    "group-mapped",
    "a group is assigned, and the mapping has an enabled `groups` block",
    "the group object is provisioned too, members later",
    f"{_TUTORIAL}, change log of 2023-02",
    Evidence.DOCUMENTED,
    (Promise.GROUP_MADE, Promise.GROUP_FOLLOWS),
)
GROUP_CHANGED = Fact(
    "group-changed",
    "an assigned group has other members",
    "the group object gets them, in a request of its own",
    f"{_TUTORIAL}, change log of 2023-02; {_HOW}",
    Evidence.DOCUMENTED,
    (Promise.GROUP_FOLLOWS,),
)
GROUP_SHARED = Fact(
    "group-shared",
    "the matching rows find a group object that Entra has for another group",
    "one group object is several groups': it has the number of the last, and the members of all",
    f"{_HOW}: the first match is taken; Webex's schema: case does not count in names",
    Evidence.INFERRED,
    alarm="SHARED",
    advice="rename one of the groups in Entra before both are assigned",
)
MEMBER_LEFT_OUT = Fact(
    "member-left-out",
    "a member of an assigned group is not in Webex by this app",
    "left out of the group object: members are sent when both are there",
    _HOW,
    Evidence.INFERRED,
)
MEMBER_LATE = Fact(
    "member-late",
    "a member of a group comes to Webex after the group's other members were sent",
    "whether Entra adds them then is not documented: a manager it does not, until a restart",
    "Microsoft Learn, known issues of provisioning",
    Evidence.UNKNOWN,
)
GROUP_UNMAPPED = Fact(
    "group-unmapped",
    "a group is assigned, and the mapping has no enabled `groups` block",
    "only its users are: a group object needs the wizard app or the group mapping",
    f"{_SYNC}; Cisco help heauzeb on the wizard app",
    Evidence.DOCUMENTED,
)
GROUP_LEFT = Fact(
    "group-left",
    "a group is removed from the app",
    "what becomes of the group object is not documented",
    "no source",
    Evidence.UNKNOWN,
)
RESTORED_GROUPS = Fact(
    "restored-groups",
    "the user is restored from the recycle bin",
    "Entra does not send their memberships of groups again: Webex has those that it kept",
    _HOW,
    Evidence.DOCUMENTED,
)
TAKEN = Fact(
    "taken",
    "another Webex user has the userName",
    "409, as a userName is unique in all of Webex",
    "Webex's OpenAPI description",
    Evidence.DOCUMENTED,
    alarm="REFUSED",
    advice="give one of the two another userName, or let the rows match the Webex user who has it",
)
SEVERAL = Fact(
    "several",
    "several Webex users match",
    "an error, nothing is sent",
    _HOW,
    Evidence.DOCUMENTED,
    alarm="ERROR",
    advice="match by what one Webex user only can have, as `userName`, or part their values "
    "in Webex",
)
TAKEN_OVER = Fact(
    "taken-over",
    "the matching rows find a Webex user who is somebody else's",
    "the Webex user, data and all, goes from one person to another",
    f"{_HOW}: the first match is taken",
    Evidence.INFERRED,
    alarm="TAKEN OVER",
    advice="before provisioning, give each person their own value in the matching row, or "
    "rename the Webex user in Control Hub",
)
SHARED = Fact(
    "shared",
    "the matching rows find a Webex user whom Entra manages for somebody else",
    "one Webex user is several people's: what is sent for one happens to all",
    f"{_HOW}: the first match is taken, its id kept",
    Evidence.INFERRED,
    alarm="SHARED",
    advice="give each of them a value of their own in the matching row, and restart provisioning",
)
LEFT_ALONE = Fact(
    "left-alone",
    "a user whom Entra neither provisions nor ever managed is in Webex already",
    "Entra judges the scope before it asks Webex: the Webex user stays Active",
    _HOW,
    Evidence.INFERRED,
    alarm="LEFT ACTIVE",
    advice="if they should not sign in, deactivate them in Control Hub",
)
LEFT_OUT = Fact(
    "left-out",
    "a reference, such as the manager, names somebody who is not in Webex by this app",
    "not sent, nor later until provisioning is restarted: Webex keeps what it has",
    "Microsoft Learn, known issues of provisioning",
    Evidence.DOCUMENTED,
    alarm="LEFT OUT",
    advice="have them assigned, in scope and not blocked, then restart provisioning",
)
OTHER_NUMBER = Fact(
    "other-number",
    "the Webex user who is matched has another `externalId`",
    "whose it is cannot be told: perhaps somebody else's, whom Entra knows by that number",
    f"{_MANAGE}: `externalId` is the object id",
    Evidence.UNKNOWN,
)
SEARCH = Fact(
    "search",
    "Webex is asked by an attribute for which it documents no search",
    "whether it answers is not known, nor what follows",
    "Webex's OpenAPI description",
    Evidence.UNKNOWN,
)
SKIPPED = Fact(
    "skipped",
    "nothing has changed of what is sent",
    "the object is skipped",
    "Microsoft Graph, provisionOnDemand: RedundantExport",
    Evidence.DOCUMENTED,
)
OUT_OF_SCOPE = Fact(
    "out-of-scope",
    "something happens to somebody whom Entra neither provisions nor ever managed",
    "nothing is sent",
    _HOW,
    Evidence.DOCUMENTED,
)
CATCHES_UP = Fact(
    "catches-up",
    "days go by after a change",
    "the app has all of it 72 hours after the change",
    _MANAGE,
    Evidence.DOCUMENTED,
)
SIGNED_OUT = Fact(
    "signed-out",
    "a Webex user is deactivated",
    "signed out, if it is as with those whom an admin deactivates by hand",
    "Cisco help v5wksr",
    Evidence.INFERRED,
)
LONG_INACTIVE = Fact(
    "long-inactive",
    "a Webex user is Inactive for 30 days",
    "perhaps deleted, as Webex does with those whom an admin deactivates by hand: ask Cisco",
    "Cisco help v5wksr",
    Evidence.UNKNOWN,
)

FACTS = tuple(one for one in [*globals().values()] if isinstance(one, Fact))
"""All rows, in this order."""

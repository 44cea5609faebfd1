"""One row of the table: an action in Entra, its result in Webex, its source."""

from __future__ import annotations

from enum import StrEnum

from mapping_dsl.frozen import Frozen


class Evidence(StrEnum):
    """How a fact is known: read in a document, told by whoever asked for this tool, or less."""

    DOCUMENTED = "documented"
    TOLD = "told, not found in a document"
    INFERRED = "inferred"
    UNKNOWN = "not known"


class Promise(StrEnum):
    """One part of a result that can be looked for in Webex; the words say what is not so."""

    CREATED = "no user is created"
    SIGNS_IN = "the user is Inactive"
    MATCHED = "the user who is in Webex already is not matched"
    THEIRS = "it is somebody else's Webex user"
    LINKED = "it is not given the object id as `externalId`"
    TOLD = "Webex does not get it"
    UPDATED = "Webex does not get all that has changed"
    KEPT = "something is sent in place of the value"
    INACTIVE = "the user stays active"
    ACTIVE = "the user stays inactive"
    WAS_INACTIVE = "the user was Active already"
    RENAMED = "the user is not renamed"
    FITS = "there are more than 64 characters before the @, which Cisco's CSV files do not allow"
    NAMED_AS_BEFORE = "the username is not the old one"
    REVOKED = "tokens stay valid"
    VALID = "tokens do not come back"
    WERE_REVOKED = "tokens were valid already"
    DELETED = "Webex keeps the user"
    ARCHIVED = "nothing is archived"
    NEW = "it is the old account"
    GROUP_MADE = "no group object is created"
    GROUP_FOLLOWS = "the group object does not have its members"


class Fact(Frozen):
    """An action, its result, and where that stands.

    `alarm` is what it is called where the row itself is the harm, empty for all others, and
    `advice` what to do then.
    """

    slug: str
    action: str
    result: str
    source: str
    evidence: Evidence
    promises: tuple[Promise, ...] = ()
    alarm: str = ""
    advice: str = ""

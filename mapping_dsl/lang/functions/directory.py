"""Functions on what Active Directory keeps: names of entries and identifiers of accounts."""

import re

from mapping_dsl.lang.evidence import CLOUD_SYNC
from mapping_dsl.lang.function import function
from mapping_dsl.lang.functions.encodings import decode
from mapping_dsl.lang.types import EvaluationError, Int32
from mapping_dsl.lang.utf16 import joined

_COMPONENT = r"(?s)(?:[^\\,]|\\.?)+"
_ESCAPED = r"(?s)((?:\\[0-9A-Fa-f]{2})+)|\\(.)"


def _unescaped(match: re.Match[str]) -> str:
    octets, character = match.groups()
    return character or bytes.fromhex(octets.replace("\\", "")).decode("utf-8", "replace")


def _component(name: str, number: int) -> str:
    parts = re.findall(_COMPONENT, name)
    if not 0 < number <= len(parts):
        raise EvaluationError(f"there is no component {number} in a name of {len(parts)}")
    value = parts[number - 1].partition("=")[2].strip(" ")
    return joined(re.sub(_ESCAPED, _unescaped, value))


@function(documented=False, guessed=("dn", "ComponentNumber"), evidence=(CLOUD_SYNC,))
def DNComponent(dn: str, ComponentNumber: Int32) -> str:
    r"""Return the value of one component of a distinguished name; the leftmost has number 1.

    Undocumented: a component that is not there is an error, and backslashes are taken away.

    >>> DNComponent("cn=Zoë,ou=Sales,dc=contoso,dc=com", 1)
    "Zoë"
    >>> DNComponent("CN=Lee\\, Ann\\20B,OU=Sales", 1)
    "Lee, Ann B"
    >>> DNComponent("cn=Zoë,ou=Sales", 3)
    error: there is no component 3 in a name of 2
    >>> DNComponent("", 1)
    error: there is no component 1 in a name of 0
    >>> DNComponent(absent, 1)
    absent
    """
    return _component(dn, ComponentNumber)


_HEAD = 8  # bytes: the revision, how many parts there are, and an authority of six
_PART = 4


def _sid(source: str) -> str:
    data = decode(source)
    if len(data) < _HEAD or len(data) != _HEAD + _PART * data[1] or data[0] != 1:
        raise EvaluationError(f"`{source}` is no security identifier")
    parts = (data[at : at + _PART] for at in range(_HEAD, len(data), _PART))
    numbers = [int.from_bytes(data[2:_HEAD], "big"), *(int.from_bytes(p, "little") for p in parts)]
    return f"S-1-{'-'.join(map(str, numbers))}"


@function(
    documented=False,
    keys={"ObjectSID": "source"},
    guessed=("ObjectSID",),
    evidence=(CLOUD_SYNC,),
)
def StringFromSid(ObjectSID: str) -> str:
    """Return a security identifier as text; its bytes are given in Base64, as JSON has them.

    >>> StringFromSid("AQEAAAAAAAUSAAAA")
    "S-1-5-18"
    >>> StringFromSid("AQIAAAAAAAUgAAAAIAIAAA==")
    "S-1-5-32-544"
    >>> StringFromSid("S-1-5-18")
    error: `S-1-5-18` is no Base64
    >>> StringFromSid("é")
    error: `é` is no Base64
    >>> StringFromSid("")
    error: `` is no security identifier
    >>> StringFromSid(absent)
    absent
    """
    return _sid(ObjectSID)

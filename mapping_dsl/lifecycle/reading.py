"""Reading events: a JSON list, or JSON lines; what is wrong is one line with its entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NoReturn

from mapping_dsl.errors import ToolError
from mapping_dsl.json_spans import Kind, Node
from mapping_dsl.json_spans import read as read_json
from mapping_dsl.lifecycle import events
from mapping_dsl.lifecycle.events import Entry, Json, Member, Place
from mapping_dsl.requests.listing import check
from mapping_dsl.source import Source

MOST_DAYS = 36_500
_DIGITS = 32
_BOUND = {
    "id": "it is whose record this is; `re-add` brings in a new user",
    "objectId": "it is whose record this is; `re-add` brings in a new user",
    "accountEnabled": "use `block` or `unblock`",
    "deletedDateTime": "use `soft-delete` or `restore`",
}
"""What a `change` cannot touch, and what is there for it."""


def read_events(text: str, path: str) -> list[Entry]:
    """Return the events of a file; ToolError names the place of what is wrong with one."""
    source = Source(path, text)
    found = [
        _entry(node, Place(path, line, number))
        for number, (node, line) in enumerate(_nodes(source), 1)
    ]
    if not found:
        raise ToolError(f"{path}: holds no event")
    return found


def _nodes(source: Source) -> Iterator[tuple[Node, int]]:
    """Yield each entry and the line on which it begins."""
    text = source.text
    if text.lstrip(" \t\r\n").startswith("["):
        for node in read_json(text, source.path).items:
            yield node, source.line_column(node.span.start)[0]
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip(" \t\r"):
            yield read_json("\n" * (number - 1) + line, source.path), number


def _entry(node: Node, place: Place) -> Entry:
    if node.kind is not Kind.OBJECT:
        raise ToolError(f"{place}: an event is an object, not {node.kind}")
    return Entry(_Fields(_plain(node, place), place).event(), place)


def _plain(node: Node, place: Place) -> Any:  # noqa: ANN401 (JSON)
    """Return a node as Python has it; numbers exact."""
    if node.kind is Kind.ARRAY:
        return [_plain(item, place) for item in node.items]
    if node.kind is not Kind.OBJECT:
        return node.value
    keys = [member.key for member in node.members]
    for key in keys:
        if keys.count(key) > 1:
            raise ToolError(f"{place}: the key `{key}` is given twice")
    return {member.key: _plain(member.value, place) for member in node.members}


class _Fields:
    """The fields of one event, taken one by one: what is left over at the end is a mistake."""

    def __init__(self, fields: Json, place: Place) -> None:
        self.fields, self.place = fields, place
        self.taken = {"event"}

    def event(self) -> events.Event:
        name = self.fields.get("event")
        make = _EVENTS.get(name) if isinstance(name, str) else None
        if make is None:
            self._unknown(name)
        made = make(self)
        for key in self.fields:
            if key not in self.taken:
                self.fail(f"`{name}` has no field `{key}`{_meant(key, self.taken)}")
        return made

    def _unknown(self, name: object) -> NoReturn:
        if name is None:
            self.fail("has no `event`")
        if not isinstance(name, str):
            self.fail("`event` is a text")
        self.fail(f"there is no event `{name}`{_meant(name, _EVENTS)}")

    def fail(self, what: str) -> NoReturn:
        raise ToolError(f"{self.place}: {what}")

    def get(self, key: str) -> Any:  # noqa: ANN401 (JSON)
        self.taken.add(key)
        return self.fields.get(key)

    def text(self, key: str, *, needed: bool = True) -> str:
        value = self.get(key)
        if key not in self.fields and not needed:
            return ""
        if not isinstance(value, str) or not value.strip():
            wrong = "is a text that is not empty" if key in self.fields else "is missing"
            self.fail(f"`{key}` {wrong}")
        return value

    def fields_of(self, key: str) -> Json | None:
        value: Json | None = self.get(key)
        if key in self.fields and not isinstance(value, dict):
            self.fail(f"`{key}` is an object")
        return value

    def record(self) -> Json | None:
        """Take a whole record: it needs an id, for the rename, and a name."""
        record = self.fields_of("record")
        if record is None:
            return None
        if len(_hexadecimal(record.get("id"))) != _DIGITS:
            self.fail("`record` needs the `id` of the user, a GUID: the rename is made with it")
        name = record.get("userPrincipalName")
        if not isinstance(name, str) or not name:
            self.fail("`record` needs a `userPrincipalName`")
        if record.get("deletedDateTime") not in (None, ""):
            self.fail("`record` is of a deleted user: assign first, then `soft-delete`")
        if not isinstance(record.get("accountEnabled", True), bool):
            self.fail("`accountEnabled` is true or false")
        return {key: _numbers_as_text(value) for key, value in record.items()}

    def webex(self) -> Json | None:
        webex = self.fields_of("webex")
        for key in ("id", "userName"):
            if webex is not None and webex.get(key) in (None, ""):
                self.fail(f"the user in `webex` has no `{key}`")
            if webex is not None and not isinstance(webex[key], str):
                self.fail(f"the user in `webex`: `{key}` is not a text: put it in quotes")
        if webex is None:
            return None
        there: Json = _floats(webex)
        check(there, f"{self.place}: the user in `webex`")
        return there

    def newcomer(self) -> events.Newcomer:
        return events.Newcomer(self.text("user"), self.record(), self.webex())

    def members(self) -> tuple[Member, ...]:
        members = self.get("members")
        if not isinstance(members, list):
            self.fail("`members` is a list of users")
        return tuple(map(self._member, members))

    def _member(self, member: object) -> Member:
        if isinstance(member, str) and member.strip():
            return events.Newcomer(member)
        if not isinstance(member, dict):
            self.fail("a member is the name of a user, or an object with `user` or `group`")
        inner = _Fields(member, self.place)
        made = inner.nested() if "group" in member else inner.newcomer()
        for key in member:
            if key not in inner.taken - {"event"}:
                self.fail(f"a member has no field `{key}`")
        return made

    def nested(self) -> events.Nested:
        members = self.get("members")
        if members is not None and not isinstance(members, list):
            self.fail("`members` of a nested group is a list of names")
        if not all(isinstance(member, str) for member in members or ()):
            self.fail("of a nested group's members only the names count")
        return events.Nested(self.text("group"), tuple(members or ()))

    def assign(self) -> events.Event:
        role = self.text("role", needed=False)
        if "group" in self.fields:
            return events.AssignGroup(self.text("group"), self.members(), role)
        return events.Assign(self.newcomer(), role)

    def unassign(self) -> events.Event:
        if "group" in self.fields:
            return events.UnassignGroup(self.text("group"))
        return events.Unassign(self.text("user"))

    def change(self) -> events.Event:
        user, record = self.text("user"), self.fields_of("record")
        if not record:
            wrong = "is missing" if record is None else "is empty"
            self.fail(f"`record` {wrong}: it has what changes; null empties an attribute")
        for key, use in _BOUND.items():
            if key in record:
                self.fail(f"`{key}` does not change this way: {use}")
        name = record.get("userPrincipalName", "-")
        if not isinstance(name, str) or not name:
            self.fail("`userPrincipalName` cannot be emptied")
        return events.Change(user, {key: _numbers_as_text(record[key]) for key in record})

    def days(self) -> events.Event:
        days = _whole(self.get("days"))
        if isinstance(days, bool) or not isinstance(days, int):
            self.fail("`days` is a whole number")
        if days < 0:
            self.fail(f"{days} days: time does not run backwards")
        if not 1 <= days <= MOST_DAYS:
            self.fail(f"`days` is from 1 to {MOST_DAYS}")
        return events.Pass(days)


def _numbers_as_text(value: Any) -> Any:  # noqa: ANN401 (JSON)
    """Return JSON as records are read: whatever is a number is its text."""
    match value:
        case dict():
            return {key: _numbers_as_text(inner) for key, inner in value.items()}
        case list():
            return [*map(_numbers_as_text, value)]
        case bool():
            return value
        case int() | Decimal():
            return str(value)
        case _:
            return value


def _whole(value: Any) -> Any:  # noqa: ANN401 (JSON)
    """Return a number such as 1.0 as the whole one that it is, as JSON Schema has it."""
    whole = isinstance(value, Decimal) and value.is_finite() and abs(value) <= MOST_DAYS
    return int(value) if whole and value == int(value) else value


def _floats(value: Any) -> Any:  # noqa: ANN401 (JSON)
    """Return JSON as SCIM objects are kept: a number that is not whole is a float."""
    match value:
        case dict():
            return {key: _floats(inner) for key, inner in value.items()}
        case list():
            return [*map(_floats, value)]
        case Decimal():
            return float(value)
        case _:
            return value


def _hexadecimal(value: object) -> str:
    """Return the hex digits of a GUID, or nothing."""
    digits = value.replace("-", "") if isinstance(value, str) else ""
    return digits if all(c in "0123456789abcdefABCDEF" for c in digits) else ""


def _meant(word: str, words: Any) -> str:  # noqa: ANN401 (any collection)
    near = get_close_matches(word, list(words), 1)
    return f"; did you mean `{near[0]}`?" if near else f"; there are {', '.join(sorted(words))}"


_EVENTS: dict[str, Callable[[_Fields], events.Event]] = {
    "assign": _Fields.assign,
    "unassign": _Fields.unassign,
    "group-change": lambda fields: events.GroupChange(fields.text("group"), fields.members()),
    "block": lambda fields: events.Block(fields.text("user")),
    "unblock": lambda fields: events.Unblock(fields.text("user")),
    "change": _Fields.change,
    "soft-delete": lambda fields: events.SoftDelete(fields.text("user")),
    "restore": lambda fields: events.Restore(fields.text("user")),
    "hard-delete": lambda fields: events.HardDelete(fields.text("user")),
    "re-add": lambda fields: events.ReAdd(fields.text("user"), fields.record()),
    "pass": _Fields.days,
}

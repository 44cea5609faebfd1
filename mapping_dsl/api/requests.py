"""`preview --scim` and `preview --webex`: requests, and how records meet what Webex has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mapping_dsl import files
from mapping_dsl.api.preview import Previewed
from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Step, Verb
from mapping_dsl.preview.schema import objection
from mapping_dsl.preview.scim import Json
from mapping_dsl.requests.acquainted import acquainted
from mapping_dsl.requests.listing import read_all
from mapping_dsl.requests.meeting import IN_THE_WAY, Meeting, Meetings, Meets, meet
from mapping_dsl.requests.predict import Prediction, prediction
from mapping_dsl.requests.references import Ids
from mapping_dsl.requests.request import Dialect, endpoint
from mapping_dsl.resolve.resolve import WEBEX


class Predicted(Frozen):
    """What Entra would send for one record, and how it meets what Webex has.

    `objection` is what Webex's schema has against the body of a POST, empty for nothing.
    """

    prediction: Prediction
    meeting: Meeting
    objection: str = ""

    @property
    def preview(self) -> Preview:
        """The record."""
        return self.meeting.preview

    @property
    def code(self) -> int:
        """The exit code: 3 if what is sent is not known, else that of the meeting."""
        stopped = self.prediction.stopped
        barred = self.meeting.meets in IN_THE_WAY
        unknown = not barred and stopped is not None and stopped.verb is Verb.UNKNOWN
        return 3 if unknown else int(bool(self.objection)) or self.meeting.code


def read_listing(paths: Sequence[str], kind: str) -> list[Json]:
    """Read what Webex has, users or groups; raises ToolError for what is no such file."""
    if kind not in ("users", "groups"):
        raise ToolError(f"{paths[0]}: Webex has no objects of the kind `{kind}`")
    return read_all(((files.read_bytes(path), path) for path in dict.fromkeys(paths)), kind=kind)


def predict_files(
    done: Previewed,
    current: Sequence[str],
    dialect: Dialect,
    *,
    kind: str,
    known: bool,
    people: Sequence[str] = (),
) -> Iterator[Predicted]:
    """Yield the requests for each preview.

    `current` are files with what Webex has. With `known` Entra manages those objects already; else
    it meets them for the first time and matches. A single object of a single record is that of
    the record; of several each record has the one with its `externalId`, if `known`, or the one
    that its matching rows find. `people` are files with the users that Webex has, whose ids
    managers and members get. Raises ToolError for a wrong file.
    """
    endpoint(kind)
    objects = read_listing(current, kind) if current else []
    found = meet(_told_apart(done.previews), objects, linked=known)
    ids = acquainted([*objects, *(read_listing(people, "users") if people else ())], found.meetings)
    only = objects[0] if len(objects) == 1 and done.records == 1 else None
    by_id = {one["id"]: one for one in objects}
    for meeting in found.meetings:
        own = next((by_id[near.user] for near in meeting.near if near.by == "objectId"), None)
        met = meeting.found[0] if meeting.found else only or own
        sent = _predicted(meeting, met, dialect, ids, known=known)
        judged = done.system == WEBEX and kind == "users"
        yield Predicted(sent, meeting, _objection(sent) if judged else "")


def _objection(sent: Prediction) -> str:
    """Return what Webex's schema has against the body of a POST."""
    posts = [request.body for request in sent.requests if request.method == "POST"]
    return objection(dict(posts[0])) if posts and posts[0] else ""


def _predicted(
    meeting: Meeting, met: Json | None, dialect: Dialect, ids: Ids, *, known: bool
) -> Prediction:
    """Return what is sent, or only asked where nobody can tell what comes of the answer.

    Without a match `met` is what the record should have met: a second object is told beside it.
    """
    linked = meeting.managed or (known and meeting.meets is Meets.MATCHED)
    found = prediction(meeting.preview, met, dialect, linked=linked, ids=ids)
    unknown = found.stopped is not None and found.stopped.verb is Verb.UNKNOWN
    if meeting.meets not in (*IN_THE_WAY, Meets.UNKNOWN) or unknown:
        return found
    asked = tuple(request for request in found.requests if request.method == "GET")
    why = f"{meeting.meets}: {meeting.why}" if meeting.meets is Meets.TAKEN else meeting.why
    return Prediction(asked, Step(Verb.UNKNOWN, why))


def meet_files(done: Previewed, webex: Sequence[str], *, kind: str) -> Meetings:
    """Return how the records meet what Webex has; raises ToolError for a wrong file."""
    if done.several:
        raise ToolError("--webex: the mapping has several rules; one at a time can be matched")
    return meet(_told_apart(done.previews), read_listing(webex, kind))


def _told_apart(previews: Iterable[Preview]) -> Iterator[Preview]:
    """Yield previews; raises ToolError where two records have one object id."""
    places: dict[str, tuple[str, int]] = {}
    for one in previews:
        record = one.record
        here = record.file, record.number
        id_ = str(record.values.get("objectId") or "").casefold()
        file, number = places.setdefault(id_, here) if id_ else here
        if (file, number) != here:
            beside = "" if file == record.file else f"{file}: "
            told = f"has the object id of {beside}record {number}, `{id_}`"
            raise ToolError(f"{record.file}: record {record.number} {told}")
        yield one

"""`preview --scim` and `preview --webex`: requests, and how records meet what Webex has."""

from __future__ import annotations

from collections.abc import Iterator

from mapping_dsl import files
from mapping_dsl.api.preview import Previewed
from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.preview import Preview
from mapping_dsl.preview.request import Step, Verb
from mapping_dsl.preview.scim import Json
from mapping_dsl.requests.listing import read_webex
from mapping_dsl.requests.meeting import Meeting, Meetings, Meets, meet
from mapping_dsl.requests.predict import Prediction, prediction
from mapping_dsl.requests.request import Dialect, endpoint


class Predicted(Frozen):
    """What Entra would send for one record."""

    preview: Preview
    prediction: Prediction


def read_listing(path: str, kind: str) -> list[Json]:
    """Read what Webex has, users or groups; raises ToolError for what is no such file."""
    if kind not in ("users", "groups"):
        raise ToolError(f"{path}: Webex has no objects of the kind `{kind}`")
    return read_webex(files.read_bytes(path), path, kind=kind)


def predict_files(
    done: Previewed, current: str | None, dialect: Dialect, *, kind: str, known: bool
) -> Iterator[Predicted]:
    """Yield the requests for each preview.

    `current` is a file with what Webex has. With `known` Entra manages those objects already; else
    it meets them for the first time and matches. A single object of a single record is that of
    the record; of several each record has the one with its `externalId`, if `known`, or the one
    that its matching rows find. Raises ToolError for a wrong file.
    """
    endpoint(kind)
    users = read_listing(current, kind) if current else []
    previews = done.previews if not users else list(done.previews)
    only = users[0] if len(users) == 1 and done.records == 1 else None
    met = meet(previews, users).meetings if users and not only else None
    for index, preview in enumerate(previews):
        user, stopped = (only, None) if met is None else _theirs(met[index], users, known=known)
        if stopped:
            yield Predicted(preview, Prediction((), stopped))
            continue
        linked = known and user is not None
        yield Predicted(preview, prediction(preview, user, dialect, linked=linked))


def meet_files(done: Previewed, webex: str, *, kind: str) -> Meetings:
    """Return how the records meet what Webex has; raises ToolError for a wrong file."""
    if done.several:
        raise ToolError("--webex: the mapping has several rules; one at a time can be matched")
    return meet(done.previews, read_listing(webex, kind))


def _theirs(meeting: Meeting, users: list[Json], *, known: bool) -> tuple[Json | None, Step | None]:
    """Return the object that is a record's, and why nobody can tell which one is."""
    own = str(meeting.preview.record.values.get("objectId") or "").casefold()
    for user in users if known and own else ():
        if str(user.get("externalId") or "").casefold() == own:
            return user, None
    if meeting.meets is Meets.SEVERAL:
        return None, Step(Verb.UNKNOWN, meeting.why)
    return next(iter(meeting.found), None), None

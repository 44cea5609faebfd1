"""What `mapping-dsl preview` prints about SCIM: requests, and the matching table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

from mapping_dsl.api.preview import Previewed
from mapping_dsl.api.requests import Predicted, meet_files, predict_files
from mapping_dsl.cli.terminal import coloured, say
from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.checked import violations
from mapping_dsl.preview.preview import Preview
from mapping_dsl.report import meeting_json, meeting_text, requests_http, requests_json
from mapping_dsl.report.json_text import dump, dump_each
from mapping_dsl.report.preview_words import title
from mapping_dsl.report.revealed import revealed
from mapping_dsl.requests.meeting import Meeting, Meets
from mapping_dsl.requests.request import Dialect

Judge = Callable[[Preview], None]

_FORMATS = ("text", "json")


class Asked(Frozen):
    """What is asked of Webex's side.

    `scim` is create or update, `current` and `webex` are files with what Webex has, of the `kind`
    and of users; a dialect of None is the plain one.
    """

    scim: str | None
    current: tuple[str, ...]
    webex: tuple[str, ...]
    dialect: Dialect | None
    kind: str

    @property
    def objects(self) -> tuple[str, ...]:
        """The files with the objects that the records meet: users are users in either option."""
        return self.current or (self.webex if self.kind == "users" else ())


def check(asked: Asked, form: str) -> None:
    """Raise ToolError for options that do not go together."""
    if asked.scim == "update" and not asked.objects:
        raise ToolError("--scim update: name what Webex has now with `--current FILE`")
    if not asked.scim:
        for option, given in (("--current", asked.current), ("--dialect", asked.dialect)):
            if given:
                raise ToolError(f"{option}: goes with `--scim create` or `--scim update`")
        if form == "http":
            raise ToolError("--output-format http: goes with `--scim`")
    if asked.webex and not asked.scim and form not in _FORMATS:
        raise ToolError(f"--output-format {form}: the matching table is text or json")


def say_requests(done: Previewed, asked: Asked, form: str, judge: Judge) -> set[int]:
    """Print the requests; return exit codes for what is wrong with them, or not known of them.

    All but those who are skipped are judged.
    """
    dialect = asked.dialect or Dialect.PLAIN
    found = list(
        predict_files(
            done,
            asked.objects,
            dialect,
            kind=asked.kind,
            known=asked.scim == "update",
            people=() if asked.objects == asked.webex else asked.webex,
        )
    )
    pairs = [(one.preview, one.prediction) for one in found]
    if form == "http":
        say(requests_http.render(pairs, dialect))
    elif form == "json":
        say(dump(requests_json.encode(pairs, dialect)))
    else:
        _say_bodies(found, several=done.several, single=done.records * len(done.previewers) == 1)
    for one in found:
        if one.objection and not violations(one.preview):
            click.echo(f"{title(one.preview, several=done.several)}: {one.objection}", err=True)
    _judge((one.meeting for one in found), judge)
    return {one.code for one in found}


def _judge(found: Iterable[Meeting], judge: Judge) -> None:
    for meeting in found:
        if meeting.meets is not Meets.LEFT or meeting.preview.standing.gone is not True:
            judge(meeting.preview)


def _say_bodies(found: list[Predicted], *, several: bool, single: bool) -> None:
    """Print what is written, a body for each record, and tell why some are null."""
    bodies = []
    for one in found:
        name, stopped = title(one.preview, several=several), one.prediction.stopped
        writes = [request.body for request in one.prediction.requests if request.body]
        if stopped:
            what = "not the whole" if writes else "no body"
            click.echo(f"{name}: {what}: {revealed(str(stopped))}", err=True)
        bodies.append(next(iter(writes), None))
    for text in map(dump, bodies) if single else dump_each(bodies):
        say(text)


def say_meetings(done: Previewed, asked: Asked, width: int, form: str, judge: Judge) -> set[int]:
    """Print the matching table; return exit codes for what is wrong, and not known.

    All but those who are skipped are judged.
    """
    found = meet_files(done, asked.webex, kind=asked.kind)
    if form == "json":
        say(dump(meeting_json.encode(found)))
    else:
        say(meeting_text.render(found, width=width, colour=coloured()))
    _judge(found.meetings, judge)
    return {meeting.code for meeting in found.meetings}

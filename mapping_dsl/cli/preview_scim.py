"""What `mapping-dsl preview` prints about SCIM: requests, and the matching table."""

from __future__ import annotations

import click

from mapping_dsl.api.preview import Previewed
from mapping_dsl.api.requests import Predicted, meet_files, predict_files
from mapping_dsl.cli.terminal import coloured, say
from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.preview.request import Verb
from mapping_dsl.report import meeting_json, meeting_text, requests_http, requests_json
from mapping_dsl.report.json_text import dump, dump_each
from mapping_dsl.report.preview_words import title
from mapping_dsl.report.revealed import revealed
from mapping_dsl.requests.meeting import Meets
from mapping_dsl.requests.request import Dialect

_FORMATS = ("text", "json")


class Asked(Frozen):
    """Which requests: `scim` is create or update, `current` a file with what Webex has."""

    scim: str
    current: str | None
    dialect: Dialect
    kind: str


def check(
    scim: str | None, current: str | None, dialect: str | None, webex: str | None, form: str
) -> None:
    """Raise ToolError for options that do not go together."""
    if scim == "update" and not current:
        raise ToolError("--scim update: name what Webex has now with `--current FILE`")
    if not scim:
        for option, given in (("--current", current), ("--dialect", dialect)):
            if given:
                raise ToolError(f"{option}: goes with `--scim create` or `--scim update`")
        if form == "http":
            raise ToolError("--output-format http: goes with `--scim`")
    if webex and scim:
        raise ToolError("--webex: shows how records are matched; leave out `--scim`")
    if webex and form not in _FORMATS:
        raise ToolError(f"--output-format {form}: the matching table is text or json")


def say_requests(done: Previewed, asked: Asked, form: str) -> bool:
    """Print the requests, and tell whether something of them is not known."""
    known = asked.scim == "update"
    found = list(predict_files(done, asked.current, asked.dialect, kind=asked.kind, known=known))
    pairs = [(one.preview, one.prediction) for one in found]
    if form == "http":
        say(requests_http.render(pairs, asked.dialect))
    elif form == "json":
        say(dump(requests_json.encode(pairs, asked.dialect)))
    else:
        _say_bodies(found, several=done.several, single=done.records * len(done.previewers) == 1)
    stopped = [one.prediction.stopped for one in found if one.prediction.stopped]
    return any(step.verb is Verb.UNKNOWN for step in stopped)


def _say_bodies(found: list[Predicted], *, several: bool, single: bool) -> None:
    """Print what is written, a body for each record, and tell why some are null."""
    bodies = []
    for one in found:
        name, stopped = title(one.preview, several=several), one.prediction.stopped
        if stopped:
            click.echo(f"{name}: no body: {revealed(str(stopped))}", err=True)
        writes = (request.body for request in one.prediction.requests if request.body)
        bodies.append(next(writes, None))
    for text in map(dump, bodies) if single else dump_each(bodies):
        say(text)


def say_meetings(done: Previewed, webex: str, kind: str, width: int, form: str) -> bool:
    """Print the matching table, and tell whether a record has several candidates or none free."""
    found = meet_files(done, webex, kind=kind)
    if form == "json":
        say(dump(meeting_json.encode(found)))
    else:
        say(meeting_text.render(found, width=width, colour=coloured()))
    return any(meets in found.counted for meets in (Meets.SEVERAL, Meets.TAKEN, Meets.UNKNOWN))

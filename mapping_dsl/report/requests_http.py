"""Requests as an `.http` file, which editors can send one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mapping_dsl.catalog.paths import shorten
from mapping_dsl.preview.preview import Preview
from mapping_dsl.report.json_text import dump
from mapping_dsl.report.revealed import revealed
from mapping_dsl.requests.bulk import bulk
from mapping_dsl.requests.connector import added
from mapping_dsl.requests.predict import Prediction, writes
from mapping_dsl.requests.request import NEW_ID, Dialect, Request

_BASE = "https://webexapis.com/identity/scim/{{orgId}}/v2"
_ID = re.compile(r"\{webex id of ([^{}]+)\}")
_NO_NAME = re.compile(r"\W")


def render(found: Sequence[tuple[Preview, Prediction]], dialect: Dialect) -> str:
    """Return the requests as text that ends with a newline.

    Of several records the writes are Bulk requests. What only Webex can say, an id, is a variable:
    that of a new object is read from the answer to its POST.
    """
    blocks = list(_blocks(found))
    names = dict.fromkeys(name for block in blocks for name in _ID.findall(block))
    blocks = [_ID.sub(lambda one: "{{" + _variable(one[1]) + "}}", block) for block in blocks]
    head = [
        f"# What Entra would send, dialect `{dialect}`. Nothing here was sent.",
        "@orgId = ",
        "@token = ",
        f"@base = {_BASE}",
        *(f"@{_variable(name)} = " for name in names),
    ]
    return "\n\n".join(["\n".join(head), *blocks]) + "\n"


def _variable(entra: str) -> str:
    return f"webexIdOf_{_NO_NAME.sub('_', entra)}"


def _blocks(found: Sequence[tuple[Preview, Prediction]]) -> Iterator[str]:
    several = len(found) > 1
    for preview, prediction in found:
        name = revealed(preview.record.name)
        for request in prediction.requests:
            if not several or request.method == "GET":
                yield _block(name, request, preview.kind)
        if prediction.stopped:
            yield f"# {name}: {revealed(str(prediction.stopped))}"
    for request in bulk(writes(found)) if several else ():
        yield _block("Bulk", request, "")


def _block(name: str, request: Request, kind: str) -> str:
    made = "{{created.response.body.$.id}}"
    path = request.path.replace(NEW_ID, made)
    lines = [f"### {name}: {revealed(request.why)}"]
    if request.method == "POST" and kind:
        told = added(kind, dict(request.body or {}))
        lines += (f"# `{shorten(row.path)}`: {_value(row.value)}; {row.evidence}" for row in told)
        lines.append("# @name created")
    lines += [f"{request.method} {{{{base}}}}{path}", "Authorization: Bearer {{token}}"]
    if request.body is not None:
        lines += ["Content-Type: application/scim+json", "", _body(request)]
    return "\n".join(lines)


def _value(value: str | None) -> str:
    return "not sent" if value is None else f"{value}, added by Entra's connector"


def _body(request: Request) -> str:
    """Return a body in which no editor takes braces of a value for a variable."""
    return dump(request.body).rstrip("\n").replace("{{", "{\\u007b")

"""Clicks as a list to work through, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from mapping_dsl.diff.portal import Click
from mapping_dsl.report.excerpt import visible

_START = "Enterprise applications > (the app) > Provisioning > Mappings"
_NOTHING = "nothing to do in the portal"
_BY_JSON = "the portal cannot make this change: only the schema's JSON can"
_SAVE = "Save, and confirm with Yes: the next cycle is an initial one over everybody in scope."


def render(name: str, clicks: Sequence[Click], *, changed: bool) -> str:
    """Return the clicks of one mapping, numbered; values stand whole, to be copied.

    Where something `changed` and there is no click, the portal cannot do it.
    """
    if not clicks or not changed:
        return f"{visible(name)}: {_BY_JSON if changed else _NOTHING}\n"
    lines = [f"{visible(name)}: in the Entra admin center", "", _START]
    number = 0
    for page, of in groupby(clicks, key=lambda click: click.page):
        lines += ["", visible(page)]
        for click in of:
            number += 1
            lines.append(f"{number:>3}. {visible(click.what)}")
            width = max((len(field) for field, _ in click.fields), default=0)
            lines += [
                f"     {field:<{width}}  {visible(text)}".rstrip() for field, text in click.fields
            ]
    return "\n".join([*lines, "", _SAVE]) + "\n"

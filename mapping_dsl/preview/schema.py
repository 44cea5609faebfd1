"""What Webex's SCIM schema has against the body of a request."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from mapping_dsl.preview.scim import Json
from mapping_dsl.resources import read


def objection(body: Json) -> str:
    """Return what is wrong with the body that creates a user, and where; empty if nothing is."""
    found = min(_validator().iter_errors(body), key=lambda error: error.json_path, default=None)
    if found is None:
        return ""
    where = ".".join(map(str, found.absolute_path)) or "the body"
    wanted = json.dumps(found.validator_value, ensure_ascii=False)
    return f"`{where}` is against `{found.validator}`: {wanted} of the schema"


@cache
def _validator() -> Any:  # noqa: ANN401 (a type of jsonschema's)
    from jsonschema import Draft202012Validator  # noqa: PLC0415 (slow, and for one option only)

    return Draft202012Validator(json.loads(read("schemas", "webex-user.schema.json")))

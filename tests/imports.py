"""Importing what tests hold, and shapes that tests of imports share."""

import json
from pathlib import Path
from typing import Any

from mapping_dsl.api.importing import Imported, import_schema
from mapping_dsl.json_spans import read as read_json
from mapping_dsl.resolve.model import Mapping
from mapping_dsl.resolve.resolve import resolve
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse
from mapping_dsl.targets.entra.document import SynchronizationSchema
from mapping_dsl.targets.entra.envelope import opened
from mapping_dsl.targets.entra.read import Read, read

SAMPLES = Path(__file__).parents[2] / "shared" / "reference" / "entra" / "samples"
"""Real and documented schemas, where the reference lies beside the checkout."""


def imported(document: Any, path: str = "schema.json") -> Imported:
    return import_schema(json.dumps(document).encode(), path)


def read_document(document: Any) -> Read:
    source = Source("schema.json", json.dumps(document))
    envelope = opened(read_json(source.text), source)
    return read(SynchronizationSchema.model_validate(envelope.value), envelope, "contoso")


def meant(text: str) -> Mapping:
    """Return what a mapping means, which has no errors."""
    resolved = resolve(Source("a.mapping", text), parse(Source("a.mapping", text)))
    assert resolved.findings == []
    return resolved.mapping

"""Two mappings from texts, and what changed between them."""

from mapping_dsl.api.lint import PLAIN
from mapping_dsl.diff.change import Change
from mapping_dsl.diff.engine import changes
from mapping_dsl.resolve.resolve import Resolved
from mapping_dsl.source import Source

HEADER = 'mapping "contoso" extends "webex/default@1"\n'


def meant(text: str, path: str = "example.mapping") -> Resolved:
    """Return what a text means; one that begins with a block extends `webex/default@1`."""
    resolved = PLAIN.read(Source(path, text if text.startswith("mapping ") else HEADER + text))
    assert [finding.message for finding in resolved.findings] == []
    return resolved


def changed(old: str, new: str) -> list[Change]:
    """Return the changes between two texts."""
    found = changes(meant(old, "old.mapping").mapping, meant(new).mapping, respelled=old != new)
    assert not found.crashes
    return found.changes


def codes(old: str, new: str) -> list[str]:
    return [change.code for change in changed(old, new)]

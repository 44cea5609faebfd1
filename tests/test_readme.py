"""The README says what is so."""

import re

import pytest

from command import ROOT, run
from readme import README, fresh

TEXT = README.read_text("utf-8")


def test_the_examples_are_what_the_commands_print() -> None:
    assert fresh(TEXT) == TEXT


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", TEXT))))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_every_command_is_named() -> None:
    listed = re.findall(r"^  (\w+)  ", run("--help").out.partition("Commands:")[2], re.MULTILINE)

    assert listed
    assert [name for name in listed if f"`{name}" not in TEXT] == []

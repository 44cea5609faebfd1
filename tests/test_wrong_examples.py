"""The right values of examples that are published with wrong ones."""

import pytest

from reader import shown
from wrong_examples import EXAMPLES, PAGE, Wrong, page


@pytest.mark.parametrize("wrong", EXAMPLES, ids=lambda wrong: wrong.expression)
def test_right_value(wrong: Wrong) -> None:
    assert wrong.right == shown(wrong.expression, wrong.record)


def test_page_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make generate`"

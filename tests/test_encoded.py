"""Bytes to text and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping_dsl.encoded import decode
from mapping_dsl.errors import ToolError

MARKS = [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]


@given(st.sampled_from(MARKS), st.binary(max_size=8))
def test_what_can_be_read_is_written_back_as_it_was(mark: bytes, rest: bytes) -> None:
    try:
        text, encoding = decode(mark + rest, "live.json")
    except ToolError:
        return
    assert encoding.encode(text) == mark + rest


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{\xfc}", "live.json: not UTF-8: invalid start byte at byte 1"),
        (b"\xff\xfe{\x00}", "live.json: not UTF-16-LE: truncated data at byte 4"),
        (b"\xef\xbb\xbf{\xfc}", "live.json: not UTF-8: invalid start byte at byte 4"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(content: bytes, message: str) -> None:
    with pytest.raises(ToolError) as told:
        decode(content, "live.json")
    assert str(told.value) == message

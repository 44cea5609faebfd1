"""Functions that write the bytes of a text."""

import re
from binascii import a2b_base64, b2a_base64

from mapping_dsl.lang.evidence import CLOUD_SYNC, PAGE
from mapping_dsl.lang.function import function
from mapping_dsl.lang.types import Bare, EvaluationError

_QUARTET = 4
_WHITE = str.maketrans("", "", " \t\r\n")


def _sound(text: str) -> str:
    """Put U+FFFD, as .NET does, in place of halves of surrogate pairs."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


@function(guessed=("source",), evidence=(PAGE, CLOUD_SYNC))
def ConvertToBase64(source: str) -> str:
    """Return the bytes of a text in UTF-16, low byte first, as Base64.

    >>> ConvertToBase64("Hello world!")
    "SABlAGwAbABvACAAdwBvAHIAbABkACEA"
    >>> ConvertToBase64("é😀")
    "6QA92ADe"
    >>> ConvertToBase64(Left("😀", 1))
    "/f8="
    >>> ConvertToBase64("")
    ""
    >>> ConvertToBase64(absent)
    absent
    """
    return b2a_base64(_sound(source).encode("utf-16-le"), newline=False).decode()


@function(guessed=("source",), evidence=(PAGE, CLOUD_SYNC))
def ConvertToUTF8Hex(source: str) -> str:
    """Return the bytes of a text in UTF-8 as hexadecimal digits in upper case.

    >>> ConvertToUTF8Hex("Hello world!")
    "48656C6C6F20776F726C6421"
    >>> ConvertToUTF8Hex("é😀")
    "C3A9F09F9880"
    >>> ConvertToUTF8Hex(1000)
    "31303030"
    >>> ConvertToUTF8Hex("")
    ""
    >>> ConvertToUTF8Hex(absent)
    absent
    """
    return _sound(source).encode("utf-8").hex().upper()


def decode(source: str) -> bytes:
    """Return the bytes that a text holds in Base64, or raise EvaluationError."""
    written = source.translate(_WHITE)
    try:
        if len(written) % _QUARTET == 0:
            return a2b_base64(written, strict_mode=True)
    except ValueError:  # of characters beyond ASCII, or binascii's own
        pass
    raise EvaluationError(f"`{source}` is no Base64")


_ENCODINGS = {"Unicode": "utf-16-le", "UTF8": "utf-8", "ASCII": "ascii"}


def _text(data: bytes, encoding: str) -> str:
    if encoding not in _ENCODINGS:
        raise EvaluationError(f"`{encoding}` is none of {', '.join(_ENCODINGS)}")
    odd = encoding == "Unicode" and len(data) % 2
    text = data[: len(data) - odd].decode(_ENCODINGS[encoding], "replace") + "\ufffd" * odd
    return text.replace("\ufffd", "?") if encoding == "ASCII" else text


@function(
    documented=False,
    guessed=("source", "Encoding"),
    evidence=(CLOUD_SYNC,),
)
def ConvertFromBase64(source: str, Encoding: Bare | None = None) -> str:
    """Return the text whose bytes are given in Base64.

    The encoding is the bare word `Unicode`, which is UTF-16 and holds without one, `UTF8` or
    `ASCII`. Bytes that the encoding does not have become U+FFFD, in ASCII a question mark.

    >>> ConvertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA")
    "Hello world!"
    >>> ConvertFromBase64("w6k=", UTF8)
    "é"
    >>> ConvertFromBase64("w6k=", ASCII)
    "??"
    >>> ConvertFromBase64("é")
    error: `é` is no Base64
    >>> ConvertFromBase64("w6k=", UTF7)
    error: `UTF7` is none of Unicode, UTF8, ASCII
    >>> ConvertFromBase64("")
    ""
    >>> ConvertFromBase64(absent)
    absent
    """
    return _text(decode(source), Encoding or "Unicode")

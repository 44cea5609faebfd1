"""What .NET does, by the names of the functions: the operation that each function's page tells."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from .runtime import start

Outcome = tuple[str, object]
"""`value` and what it is, or `error` and its message."""

_SECONDS = 1


class DotNet:
    """The runtime, and one method for each function that is compared, in small letters."""

    def __init__(self) -> None:
        self.system = system = start()
        self.regex = import_module("System.Text.RegularExpressions")
        self.basic = import_module("Microsoft.VisualBasic")
        self.encoding = import_module("System.Text").Encoding
        globalization = import_module("System.Globalization")
        self.culture = globalization.CultureInfo
        self.invariant = self.culture.InvariantCulture
        self.styles = globalization.DateTimeStyles
        self.universal = self.styles.AssumeUniversal | self.styles.AdjustToUniversal
        self.none = system.StringSplitOptions(0)
        self.not_empty = system.StringSplitOptions.RemoveEmptyEntries

    def outcome(self, function: str, arguments: tuple[Any, ...]) -> Outcome:
        """Return what .NET makes of the arguments of one of our functions."""
        try:
            return "value", getattr(self, function.lower())(*arguments)
        except self.system.Exception as error:
            return "error", f"{type(error).__name__}: {error.Message}"
        except Refused as error:
            return "error", str(error)

    def text(self, text: str | None) -> Any:
        """Return a text of .NET; one of a single character would be passed as a `Char`."""
        return self.system.String(text)

    # Texts.

    def units(self, text: str, start: int, length: int) -> str:
        """Return `text.Substring(start, length)`, also where it cuts a pair in two."""
        characters = self.text(text).ToCharArray(start, length)
        packed = self.system.Array.CreateInstance(self.system.Byte, 2 * length)
        self.system.Buffer.BlockCopy(characters, 0, packed, 0, 2 * length)
        return bytes(packed).decode("utf-16-le", "surrogatepass")

    def sized(self, *numbers: int | None) -> None:
        """Refuse what `Int32.Parse` does, which pythonnet would not let pass."""
        for number in numbers:
            self.system.Int32.Parse(str(number or 0), self.invariant)

    def left(self, text: str, count: int) -> str:
        self.sized(count)
        length = self.length(text)
        return text if count < 0 else self.units(text, 0, min(count, length))

    def mid(self, text: str, start: int, length: int) -> str:
        self.sized(start, length)
        if start < 1:
            raise Refused("start")
        whole = self.length(text)
        if start > whole and length >= 0:
            return ""
        return self.units(text, start - 1, min(length, whole - start + 1))

    def length(self, text: str) -> int:
        return int(self.encoding.Unicode.GetByteCount(self.text(text))) // 2

    def tolower(self, text: str, culture: str | None) -> str:
        return str(self.culture(culture or "").TextInfo.ToLower(self.text(text)))

    def toupper(self, text: str, culture: str | None) -> str:
        return str(self.culture(culture or "").TextInfo.ToUpper(self.text(text)))

    def pcase(self, text: str, separators: str | None) -> str:
        info = self.invariant.TextInfo
        small = str(info.ToLower(self.text(text)))
        if separators is None:
            return str(info.ToTitleCase(self.text(small)))
        made, before = "", None
        for old, new in zip(text, small, strict=True):
            made += (
                str(info.ToUpper(self.text(new))) if before is None or before in separators else new
            )
            before = old
        return made

    def instr(self, text: str, wanted: str, start: int | None, compare: str | None) -> int:
        comparison = self.system.StringComparison
        how = comparison.OrdinalIgnoreCase if compare == "vbTextCompare" else comparison.Ordinal
        self.sized(start)
        begin = 1 if start is None else start
        if begin < 1:
            raise Refused("start")
        if begin > self.length(text) + 1:
            return 0
        return int(self.text(text).IndexOf(self.text(wanted), begin - 1, how)) + 1

    def split(self, text: str, delimiter: str) -> tuple[str, ...]:
        delimiters = self.system.Array[self.system.String]([delimiter])
        parts = self.text(text).Split(delimiters, self.none)
        return tuple(str(self.text(part).Trim()) for part in parts)

    def word(self, text: str, number: int, delimiters: str) -> str:
        self.sized(number)
        characters = self.text(delimiters).ToCharArray()
        words = list(self.text(text).Split(characters, self.not_empty))
        return str(words[number - 1]) if 0 < number <= len(words) else ""

    def converttobase64(self, text: str) -> str:
        return str(
            self.system.Convert.ToBase64String(self.encoding.Unicode.GetBytes(self.text(text)))
        )

    def convertfrombase64(self, text: str, encoding: str | None) -> str:
        encodings = {None: "Unicode", "Unicode": "Unicode", "UTF8": "UTF8", "ASCII": "ASCII"}
        data = self.system.Convert.FromBase64String(self.text(text))
        return str(getattr(self.encoding, encodings[encoding]).GetString(data))

    def converttoutf8hex(self, text: str) -> str:
        data = self.encoding.UTF8.GetBytes(self.text(text))
        return str(self.system.BitConverter.ToString(data)).replace("-", "")

    # Replace.

    def replace(self, source: str | None, *slots: str | None) -> str | None:
        old, pattern, group, new, attribute, template = slots
        if pattern is None:
            whole, put = (source, new) if template is None else (template, source)
            return str(self.text(whole).Replace(self.text(old), self.text(put)))
        timeout = self.system.TimeSpan.FromSeconds(_SECONDS)
        regex = self.regex.Regex(pattern, self.regex.RegexOptions(0), timeout)
        if group is None:
            return str(regex.Replace(source, new))
        if regex.GroupNumberFromName(group) < 0:
            raise Refused("group")
        if new is None:
            found = regex.Match(attribute).Groups[group]
            return str(found.Value) if found.Success else None
        return "".join(self._swapped(regex, source, group, new))

    def _swapped(self, regex: Any, source: Any, group: str, new: str) -> Iterator[str]:
        """Yield the source with what the group captures in each match replaced."""
        end, match = 0, regex.Match(source)
        while match.Success:
            found = match.Groups[group]
            inside = match.Index <= found.Index <= match.Index + match.Length
            if (
                found.Success
                and inside
                and found.Index + found.Length <= match.Index + match.Length
            ):
                yield self.units(source, end, found.Index - end) + new
                end = found.Index + found.Length
            match = match.NextMatch()
        yield self.units(source, end, self.length(source) - end)

    # Dates.

    def parsed(self, text: str) -> Any:
        return self.system.DateTime.Parse(text, self.invariant, self.universal)

    def shown(self, date: Any) -> str:
        return str(date.ToString("M/d/yyyy h:mm:ss tt", self.invariant))

    def cdate(self, text: str) -> str:
        return self.shown(self.parsed(text))

    def formatdatetime(self, text: str, styles: str | None, *formats: str | None) -> str:
        inputs, outputs = formats
        names = styles or "RoundtripKind, AllowLeadingWhite, AllowTrailingWhite"
        style = self.system.Enum.Parse(self.styles, names)
        reading = self.system.DateTime
        if inputs is None:
            date = reading.Parse(text, self.invariant, style)
        else:
            date = reading.ParseExact(text, inputs, self.invariant, style)
        return str(date.ToString(outputs, self.invariant))

    def dateadd(self, interval: str, count: int, text: str) -> str:
        made = self.basic.DateAndTime.DateAdd(interval, float(count), self.parsed(text))
        return self.shown(made)

    def datediff(self, interval: str, first: str, second: str) -> int:
        dates = self.parsed(first), self.parsed(second)
        return int(self.basic.DateAndTime.DateDiff(interval, *dates))

    def numfromdate(self, text: str) -> int:
        return int(self.parsed(text).ToFileTimeUtc())

    def datefromnum(self, number: int) -> str:
        return self.shown(self.system.DateTime.FromFileTimeUtc(number))


class Refused(Exception):  # noqa: N818 (it is an outcome)
    """One of the guards that the page of a function tells, .NET having none."""

"""Documents to text: each group on one line where it fits, and no comment lost."""

from __future__ import annotations

from mapping_dsl.fmt.document import WIDTH, After, At, Doc, Group, Line, Nest, Own, Tab

_Waiting = list[tuple[int, Doc]]


class _Page:
    """Lines so far, the line being written, and the comment that will end it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line = ""
        self._end: After | None = None
        self._closed = False

    def column(self, indent: int) -> int:
        """Return where text would stand that comes now."""
        return indent if self._closed else len(self._line) - self._line.rfind("\n") - 1

    def newline(self, indent: int) -> None:
        """End the line, with its comment if it has one."""
        self._line = self._line.rstrip(" ")
        if self._end:
            gap = max(self._end.column - self.column(indent), 2)
            self._line += " " * gap + self._end.text
        self.lines.append(self._line)
        self._line = " " * indent
        self._end, self._closed = None, False

    def text(self, text: str, indent: int) -> None:
        """Write on, below a comment that has the line to itself."""
        if self._closed:
            self.newline(indent)
        self._line += text

    def tab(self, tab: Tab, indent: int) -> None:
        """Go to a column."""
        self.text("", indent)
        self._line += " " * max(tab.column - self.column(indent), tab.gap)

    def own(self, comment: str, indent: int) -> None:
        """Write a comment on a line of its own."""
        if self._closed or self._end or self._line.strip(" "):
            self.newline(indent)
        self._line = " " * indent + comment
        self._closed = True

    def after(self, comment: After, indent: int) -> None:
        """Keep a comment for the end of the line; a line has one."""
        if self._closed or self._end:
            self.own(comment.text, indent)
        else:
            self._end = comment


def _ahead(waiting: _Waiting) -> int:
    """Return the width of what has to follow on the same line, up to the next place to break."""
    width = 0
    rest: list[Doc] = []
    for _, doc in reversed(waiting):
        rest.append(doc)
        while rest:
            match rest.pop():
                case str() as text:
                    width += len(text)
                case tuple() as docs:
                    rest.extend(reversed(docs))
                case Group(inner=inner) | Nest(inner=inner) | At(inner=inner):
                    rest.append(inner)
                case Line() | Tab() | Own():
                    return width
                case After():
                    pass
    return width


def render(doc: Doc) -> str:
    """Return the text of a document, which ends with a line end unless it is empty."""
    page = _Page()
    waiting: _Waiting = [(0, doc)]
    while waiting:
        indent, doc = waiting.pop()
        match doc:
            case str():
                page.text(doc, indent)
            case tuple():
                waiting.extend((indent, piece) for piece in reversed(doc))
            case Group(inner=inner, flat=flat):
                if flat is not None and page.column(indent) + len(flat) + _ahead(waiting) <= WIDTH:
                    page.text(flat, indent)
                else:
                    waiting.append((indent, inner))
            case Nest(by=by, inner=inner):
                waiting.append((indent + by, inner))
            case At(column=column, inner=inner):
                waiting.append((column, inner))
            case Line():
                page.newline(indent)
            case Tab():
                page.tab(doc, indent)
            case Own(text=text):
                page.own(text, indent)
            case After():
                page.after(doc, indent)
    page.newline(0)
    return "\n".join(page.lines).rstrip("\n") + "\n" if any(page.lines) else ""

"""The README's examples: what stands after `<!-- run: … -->` is what the command prints.

`python tests/readme.py` writes them anew; a test holds them fresh.
"""

import re
from pathlib import Path

from command import ROOT, run

README = ROOT / "README.md"
_EXAMPLE = re.compile(r"<!-- (run|file): (.*?) -->\n(?:\n```\w*\n.*?\n```\n)?", re.DOTALL)


def fresh(text: str) -> str:
    """Return the README with its examples as they are today."""
    return _EXAMPLE.sub(_example, text)


def _example(found: re.Match[str]) -> str:
    kind, what = found[1], found[2]
    if kind == "file":
        shown = (ROOT / what).read_text("utf-8")
    else:
        shown = f"$ mapping-dsl {what}\n{run(*what.split()).out}"
    return f"<!-- {kind}: {what} -->\n\n```\n{shown.rstrip()}\n```\n"


if __name__ == "__main__":
    Path(README).write_text(fresh(README.read_text("utf-8")), "utf-8")

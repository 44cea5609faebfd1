"""What is found in a schema that is read, besides what a mapping can have."""

from mapping_dsl.findings import Severity
from mapping_dsl.rule import Rule

TREE_AND_TEXT = Rule(
    "MAP605",
    "tree-and-text-disagree",
    Severity.ERROR,
    """In an imported schema the text of an expression says something else than its tree.

    Graph stores an expression twice: as a tree of functions and arguments, and as a text. Which of
    the two the service goes by is not documented. Examples that lack the text point to the tree, so
    that `import` reads the tree. Spellings that mean the same are no difference.

    Bad:
        [{"targetAttributeName": "title", "source": {"type": "Attribute", "name": "jobTitle",
          "expression": "[department]"}}]

    Good:
        [{"targetAttributeName": "title", "source": {"type": "Attribute", "name": "jobTitle",
          "expression": "[jobTitle]"}}]
    """,
    (
        "Graph metadata: attributeMappingSource",
        "a real export: its texts are printed from its trees",
    ),
    allowable=False,
)

CODES: tuple[Rule, ...] = (TREE_AND_TEXT,)

"""MAP812."""

from collections.abc import Iterator

from mapping_dsl.diff.change import Change, Risk, Told, change_rule
from mapping_dsl.diff.context import Context
from mapping_dsl.diff.implication import Escape, Relation, relation
from mapping_dsl.diff.pair import ObjectPair
from mapping_dsl.diff.told import beside, of_scope, of_unsaid
from mapping_dsl.resolve.model import ObjectMapping, Scope
from mapping_dsl.resolve.unsaid import Unsaid

_KINDS = ("groups", "input", "category")
_MOST_SHOWN = 3
_OUT = (
    "who falls out of the scope is set to inactive in Webex, if"
    " `active` is mapped, update is on and SkipOutOfScopeDeletions is off."
)
_IN = "who comes into the scope is looked up in Webex, or created."
_STAY = "who falls out of an input scope is left as they are."


@change_rule(
    "MAP812",
    "scope-changed",
    Risk.ACCESS,
    "Microsoft Learn, scoping filters: people who fall out are disabled; a clause is false on null",
    "Microsoft Learn, accidental deletions: a changed scoping filter is a named cause",
)
def scope_changed(pair: ObjectPair, context: Context) -> Iterator[Change]:
    """Other people are in scope: narrower, wider, moved, or not decided.

    Who was in scope and is not any more loses access; who is in scope now gets an account. That a
    scope is narrower or wider is proven from its clauses, with an example of somebody whom it
    concerns. Patterns are not compared with each other: where they decide, that is said.
    Nor is a Boolean that is asked as a text: what Entra does with such a clause is not documented.

    Next: who falls out of the scope is set to inactive in Webex, if
    `active` is mapped, update is on and SkipOutOfScopeDeletions is off; who comes in is looked up
    there, or created.

    Steps:
        1. Count both: filter an export of your people by the old and by the new scope.
        2. Turn on the prevention of accidental deletions, with a threshold above that number.
        3. Save, provision one person on demand who falls out, and one who comes in.
        4. Start provisioning, and look for Disable and Create in the log of the first cycle.

    Old:
        users { scope department = "Sales" or department = "Support" }

    Bad:
        users { scope department = "Sales" }

    Good:
        users { scope not (department <> "Support" and department <> "Sales"
                           or department is null) }
    """
    if pair.old is None or pair.new is None:
        return
    for kind in _KINDS:
        old, new = _scope(pair.old, kind), _scope(pair.new, kind)
        before, after = (scope.groups if scope else () for scope in (old, new))
        if any(_unsaid(of, kind) for of in (pair.old, pair.new)):
            yield from _undecided(pair, kind, old, new)
            continue
        known = context.boolean(pair.new), context.nullable(pair.new)
        found = relation(before, after, *known)
        if before != after and not found.same:
            yield scope_changed.change(
                pair.block,
                "scope" if kind == "groups" else f"{kind} scope",
                _message(found),
                of_scope(pair.old, old, kind),
                of_scope(pair.new, new, kind),
                then=_then(found, kind),
            )


def _undecided(
    pair: ObjectPair, kind: str, old: Scope | None, new: Scope | None
) -> Iterator[Change]:
    """Yield the change of a scope that no mapping says, before or after."""
    if pair.old is None or pair.new is None:
        return
    before, after = _unsaid(pair.old, kind), _unsaid(pair.new, kind)
    groups = [scope.groups if scope else () for scope in (old, new)]
    if before and after and before.same(after) and groups[0] == groups[1]:
        return
    yield scope_changed.change(
        pair.block,
        "scope" if kind == "groups" else f"{kind} scope",
        "the scope changed, undecided how: a part of it is not known here",
        _told(pair.old, old, kind, before),
        _told(pair.new, new, kind, after),
    )


def _told(objects: ObjectMapping, scope: Scope | None, kind: str, unsaid: Unsaid | None) -> Told:
    """Tell a scope; one of which no mapping says a thing is not called everybody."""
    if unsaid is None or scope is not None:
        return beside(of_scope(objects, scope, kind), unsaid)
    return of_unsaid(unsaid)


def _unsaid(objects: ObjectMapping, kind: str) -> Unsaid | None:
    return next((one for one in objects.unsaid if one.filter == kind), None)


def _scope(objects: ObjectMapping, kind: str) -> Scope | None:
    return next((scope for scope in objects.scopes if scope.kind == kind), None)


def _message(found: Relation) -> str:
    out, into = found.out, found.into
    match found.word:
        case "narrower":
            return f"the scope is narrower: some fall out{_example(out)}"
        case "wider":
            return f"the scope is wider: some come in{_example(into)}"
        case "moved":
            return f"the scope moved: some fall out{_example(out)}, some come in{_example(into)}"
        case _:
            return f"the scope changed, undecided how{_open(found)}"


def _open(found: Relation) -> str:
    """Return what is sure of a scope of which not everything is decided."""
    ways = (found.out, "falls out", "fall out"), (found.into, "comes in", "come in")
    told = [
        f"some {many}{_example(escape)}" if escape.possible else f"nobody {one}"
        for escape, one, many in ways
        if escape.possible is not None
    ]
    return f": {', '.join(told)}; the rest is open" if told else ""


def _example(escape: Escape) -> str:
    """Return somebody whom it concerns, in brackets."""
    told = [
        f"`{name}` absent" if value is None else f'`{name}` = "{value}"'
        for name, value in escape.example
    ]
    more = ", …" if len(told) > _MOST_SHOWN else ""
    return f" (such as {', '.join(told[:_MOST_SHOWN])}{more})" if told else ""


def _then(found: Relation, kind: str) -> str | None:
    if kind == "input":
        return _STAY if found.out.possible is not False else _IN
    if found.word == "narrower":
        return _OUT
    return _IN if found.word == "wider" else None

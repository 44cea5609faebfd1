"""`pull`, `plan`, `apply`, `drift`, `rollback`: the schema of a tenant, through Microsoft Graph."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from shlex import quote

from mapping_dsl import files
from mapping_dsl.api.lint import Report, lint_source
from mapping_dsl.api.project import Project
from mapping_dsl.api.schemas import schema_changes
from mapping_dsl.catalog.lookup import near
from mapping_dsl.config import Config
from mapping_dsl.encoded import decode
from mapping_dsl.errors import ToolError, Unfinished
from mapping_dsl.findings import Finding, in_order
from mapping_dsl.frozen import Frozen
from mapping_dsl.graph import bundle, plan
from mapping_dsl.graph.changes import Changes
from mapping_dsl.graph.document import digest
from mapping_dsl.graph.failures import RefusedError
from mapping_dsl.graph.plan import Action, Plan
from mapping_dsl.graph.replace import LIVE, left, replace
from mapping_dsl.graph.replace import Change as Replacement
from mapping_dsl.graph.schema import Schema
from mapping_dsl.graph.session import TIME_LIMIT, Session
from mapping_dsl.graph.sign_in import Prompt, tokens
from mapping_dsl.json_spans import read
from mapping_dsl.resolve import model
from mapping_dsl.source import Source
from mapping_dsl.targets.entra.changes import Unmanaged
from mapping_dsl.targets.entra.codes import LEFT_ALONE, NOT_AS_IMPORTED
from mapping_dsl.targets.entra.meeting import meet
from mapping_dsl.targets.entra.merge import merge
from mapping_dsl.tenant import Tenant

_UNCHANGED = "nothing was sent, live is unchanged"
_THE_JOBS = ("/id", "/provisioningTaskIdentifier")  # a template has others, or none
_APPLIED = "live is the new document"


class Access(Frozen):
    """How tenants are reached: seconds a request may take, and where a person reads a code.

    `config` is the configuration that an option named, for the commands that messages name.
    """

    prompt: Prompt
    limit: float = TIME_LIMIT
    config: str | None = None

    def to(self, tenant: Tenant) -> Schema:
        """Return a tenant's schema; nobody is signed in yet."""
        token = tokens(tenant, self.limit, self.prompt)
        return Schema(tenant, Session(tenant.graph, token, self.limit))

    @property
    def options(self) -> str:
        """The option that a command needs to find the same tenants, after a blank."""
        return f" --config {quote(self.config)}" if self.config else ""


class Planned(Frozen):
    """A plan for a tenant, and what linting and merging say; no plan if that has errors.

    `note` is what could not be found out. `drifted` are findings that no change would mend.
    """

    plan: Plan | None
    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    note: str = ""
    drifted: tuple[Finding, ...] = ()


class State(StrEnum):
    """How applying a plan or rolling back ended."""

    DONE = "done"
    ALREADY = "already"
    WOULD = "would"
    REFUSED = "refused"
    DIFFERS = "differs"


class Outcome(Frozen):
    """The end of an `apply` or a `rollback`; `differences` are where live is not what was sent.

    `undo` is the command that undoes it.
    """

    state: State
    message: str
    changes: Changes = Changes("")
    differences: tuple[str, ...] = ()
    undo: str = ""


def chosen(config: Config, names: Sequence[str]) -> list[Tenant]:
    """Return the tenants of these names, or the only one that there is; else ToolError."""
    where = config.path or "the configuration (there is no file)"
    listed = ", ".join(f"`{name}`" for name in config.tenants) or "none"
    if not names and len(config.tenants) != 1:
        told = f"there is {listed}" + ("; choose with `--tenant`" if config.tenants else "")
        raise ToolError(f"{where}: which `[tenant.NAME]`? {told}")
    for name in names:
        if name not in config.tenants:
            meant = near(name, config.tenants)
            hint = f"did you mean `{meant}`?" if meant else f"there is {listed}"
            raise ToolError(f"{where}: no tenant `{name}`; {hint}")
    return [config.tenants[name] for name in dict.fromkeys(names or config.tenants)]


def pull(tenant: Tenant, access: Access) -> bytes:
    """Return a tenant's live schema, byte by byte."""
    return access.to(tenant).read()


def plan_mapping(
    path: str,
    tenant: Tenant,
    project: Project,
    access: Access,
    *,
    unmanaged: Unmanaged,
    day: str | None,
) -> Planned:
    """Plan to make a tenant's schema say what a mapping says; nothing is sent that changes it.

    A mapping with error findings is not planned, nor is anybody signed in for it.
    """
    source = files.read_source(path)
    report = lint_source(source, project, day=day)
    if report.errors or report.crashes:
        return Planned(None, report)
    mapping = project.read(source).mapping
    if not any(rule.object_mappings for rule in mapping.rules):
        raise ToolError(f"{path}: maps nothing: it has no `users` or `groups` block")
    live = access.to(tenant).read()
    document, findings, alone = _merged(live, tenant, mapping, unmanaged)
    if document is None:
        return Planned(None, report, findings)
    made = _plan(Action.REPLACE, tenant, live, document)
    made = made.but(mapping={"path": source.path})
    changed = [finding for finding in findings if finding.code == NOT_AS_IMPORTED.code]
    return Planned(made, report, findings, drifted=(*changed, *alone))


def plan_reset(tenant: Tenant, access: Access) -> Planned:
    """Plan to give a tenant's schema the app's default mappings, shown as its template has them."""
    schema = access.to(tenant)
    live = schema.read()
    try:
        defaults = schema.defaults()
    except RefusedError as error:
        made = Plan(Action.RESET, tenant.name, tenant.ids, digest(live, LIVE), b"")
        return Planned(made, note=f"what the defaults are could not be read: {error}")
    made = _plan(Action.RESET, tenant, live, defaults)
    left = [one for one in made.changes.elsewhere if one.pointer not in _THE_JOBS]
    return Planned(made.but(changes=made.changes.but(elsewhere=tuple(left))))


def drift(
    path: str,
    tenant: Tenant,
    project: Project,
    access: Access,
    *,
    unmanaged: Unmanaged,
    day: str | None,
) -> Planned:
    """Plan what would undo a drift; mappings that the file does not name count unless kept.

    So do whole object mappings and rules that are enabled. What is not as it was imported counts.
    """
    kept = unmanaged is Unmanaged.KEEP
    wanted = Unmanaged.KEEP if kept else Unmanaged.DROP
    found = plan_mapping(path, tenant, project, access, unmanaged=wanted, day=day)
    counted = (NOT_AS_IMPORTED.code,) if kept else (NOT_AS_IMPORTED.code, LEFT_ALONE.code)
    return found.but(drifted=tuple(f for f in found.drifted if f.code in counted))


def apply(path: str, config: Config, access: Access, to: str | None, *, yes: bool) -> Outcome:
    """Apply a plan: only to the very schema that it was made from, and without `yes` not at all.

    `to` is the path of the rollback bundle, else it is named after tenant and time, beside the
    plan. Raises ToolError or Unfinished; the message says what is live then.
    """
    made = plan.read(path)
    tenant = made.of(config.tenants.get(made.name), path)
    schema = access.to(tenant)
    live = _read(schema)
    where = to or bundle.free_path(files.folder(path), tenant)
    change = Replacement(
        schema,
        live,
        made.document,
        where,
        f"mapping-dsl apply {quote(path)}{access.options} --yes",
        access.options,
        resets=made.action is Action.RESET,
    )
    if made.document and not left(change, live):
        return Outcome(State.ALREADY, "live says this already; nothing was sent")
    if digest(live, LIVE) != made.live:
        of = "--reset" if change.resets else quote(made.mapping.get("path", "PATH"))
        again = f"mapping-dsl plan {of} --tenant {tenant.name}{access.options} -o {quote(path)}"
        told = f"live is not what this plan was made from at {made.made}: somebody changed it"
        return Outcome(State.REFUSED, f"{told}; {_UNCHANGED}; make a new plan: {again}")
    known = made.document or live
    shown = schema_changes(live, known, tenant.name)
    return _carried_out(change, shown, _APPLIED, yes=yes)


def rollback(path: str, config: Config, access: Access, to: str | None, *, yes: bool) -> Outcome:
    """Put back what a bundle holds; what is live until then goes into a bundle of its own.

    Without `yes` nothing is sent. Raises as `apply` does.
    """
    old = bundle.read(path)
    tenant = plan.same_tenant(old.name, old.ids, config.tenants.get(old.name), path)
    schema = access.to(tenant)
    live = _read(schema)
    where = to or bundle.free_path(files.folder(path), tenant)
    repeat = f"mapping-dsl rollback {quote(path)}{access.options} --yes"
    change = Replacement(schema, live, old.document, where, repeat, access.options)
    if not left(change, live):
        return Outcome(
            State.ALREADY, f"live is the document of {old.made} already; nothing was sent"
        )
    told = f"live is the document of {old.made} again"
    shown = schema_changes(live, old.document, tenant.name)
    return _carried_out(change, shown, told, yes=yes)


def _read(schema: Schema) -> bytes:
    """Read what is live before a change; an error says that there was none."""
    try:
        return schema.read()
    except Unfinished as error:
        raise Unfinished(f"{error}; {_UNCHANGED}") from None
    except ToolError as error:
        raise ToolError(f"{error}; {_UNCHANGED}") from None


def _carried_out(change: Replacement, shown: Changes, told: str, *, yes: bool) -> Outcome:
    if not yes:
        would = f"{_UNCHANGED}; with --yes it would be changed as shown"
        return Outcome(State.WOULD, would, shown)
    done = replace(change)
    if change.resets:
        told = "live has been reset to the app's default mappings"
        told += ", but for the places below" if done.differences else ""
        shown = schema_changes(change.old, done.live, shown.name)
        return Outcome(State.DONE, told, shown, done.differences, change.rollback)
    if done.differences:
        told += ", but not in all: Graph keeps other values in the places below"
        return Outcome(State.DIFFERS, told, shown, done.differences, change.rollback)
    return Outcome(State.DONE, told, shown, undo=change.rollback)


def _plan(action: Action, tenant: Tenant, live: bytes, document: bytes) -> Plan:
    found = schema_changes(live, document, tenant.name)
    return Plan(action, tenant.name, tenant.ids, digest(live, LIVE), document, found)


def _merged(
    live: bytes, tenant: Tenant, mapping: model.Mapping, unmanaged: Unmanaged
) -> tuple[bytes | None, tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the live document with a mapping in it, none if findings forbid it.

    The second findings are about what no block of the mapping is about.
    """
    name = f"schema of {tenant.name}"
    text, encoding = decode(live, name)
    source = Source(name, text)
    done = merge(source, mapping, unmanaged)
    told = tuple(in_order(list(done.findings)))
    alone = meet(mapping, source, read(text, name)).alone
    return (None if done.text is None else encoding.encode(done.text)), told, alone

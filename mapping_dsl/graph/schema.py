"""The schema of one synchronization job: read, replaced as a whole, reset to the app's defaults."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import quote

from mapping_dsl.errors import ToolError
from mapping_dsl.graph.document import parse
from mapping_dsl.graph.failures import RefusedError
from mapping_dsl.graph.session import Session
from mapping_dsl.report.revealed import revealed
from mapping_dsl.tenant import Tenant


class Schema:
    """A tenant's schema behind a session."""

    def __init__(self, tenant: Tenant, session: Session) -> None:
        self.tenant, self._session = tenant, session
        self._of = f"/v1.0/servicePrincipals/{quote(tenant.service_principal)}/synchronization"
        self._job = f"{self._of}/jobs/{quote(tenant.job)}"

    def read(self) -> bytes:
        """Return the live document, byte by byte.

        Raises RefusedError, which names the jobs that there are if there is none of this id, and
        UnclearError.
        """
        try:
            content = self._session.get(f"{self._job}/schema")
        except RefusedError as error:
            if error.status == HTTPStatus.NOT_FOUND:
                raise RefusedError(f"{error}{self._jobs()}", error.status) from None
            raise
        return _checked(content, self.tenant)

    def write(self, document: bytes) -> None:
        """Send the whole document, once; RefusedError if it was not taken, else UnclearError."""
        self._session.send("PUT", f"{self._job}/schema", document)

    def reset(self) -> None:
        """Ask once for the app's default mappings; raises as `write` does."""
        self._session.send("DELETE", f"{self._job}/schema")

    def defaults(self) -> bytes:
        """Return the schema of the job's template, to which Graph resets; raises as `read` does."""
        job = _object(self._session.get(self._job))
        template = quote(str(job.get("templateId")), safe="")
        content = self._session.get(f"{self._of}/templates/{template}/schema")
        return _checked(content, self.tenant)

    def _jobs(self) -> str:
        """Return which jobs there are, if that can be found out."""
        with suppress(ToolError, ValueError, LookupError, TypeError):
            jobs = [str(job["id"]) for job in self._session.get_all(f"{self._of}/jobs")]
            listed = ", ".join(f"`{revealed(job)}`" for job in jobs)
            return f"; its jobs are {listed}" if jobs else "; it has no job"
        return ""


def _checked(content: bytes, tenant: Tenant) -> bytes:
    """Return a document that is one; what is cut off or somebody else's page is none."""
    if not isinstance(_object(content).get("synchronizationRules"), list):
        raise ToolError(f"{tenant.graph}: the answer is no synchronization schema")
    return content


def _object(content: bytes) -> Mapping[str, object]:
    """Return the object that an answer is, an empty one for anything else."""
    try:
        found = parse(content, "the answer")
    except ToolError:
        return {}
    return found if isinstance(found, dict) else {}

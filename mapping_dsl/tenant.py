"""A tenant as the configuration has it: whose schema, from which Graph, signed in to how."""

from __future__ import annotations

from enum import StrEnum

from mapping_dsl.frozen import Frozen


class SignIn(StrEnum):
    """How a token is come by; all of them are `azure-identity`'s."""

    DEFAULT = "default"
    CLIENT_SECRET = "client-secret"  # noqa: S105 (the name of a way)
    CERTIFICATE = "certificate"
    WORKLOAD_IDENTITY = "workload-identity"
    DEVICE_CODE = "device-code"


class Tenant(Frozen):
    """One synchronization job of one tenant; no field holds a secret.

    The ids are Microsoft's: of the tenant, of the service principal's object, of the job.
    `client_secret_env` and `certificate_password_env` are names of environment variables. `graph`
    and `authority` are `https://HOST`, another than the public cloud's in a national cloud.
    """

    name: str
    tenant_id: str
    service_principal: str
    job: str
    sign_in: SignIn = SignIn.DEFAULT
    client_id: str = ""
    client_secret_env: str = "AZURE_CLIENT_SECRET"  # noqa: S105 (the name of a variable)
    certificate: str = ""
    certificate_password_env: str = ""
    graph: str = "https://graph.microsoft.com"
    authority: str = ""

    @property
    def ids(self) -> dict[str, str]:
        """What says whose schema it is, in the configuration's words."""
        return {
            "tenant-id": self.tenant_id,
            "service-principal": self.service_principal,
            "job": self.job,
            "graph": self.graph,
        }

"""Signing in: from a tenant of the configuration to what gives tokens for its Graph."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from mapping_dsl.errors import ToolError
from mapping_dsl.graph.extra import require
from mapping_dsl.graph.failures import RefusedError, UnclearError
from mapping_dsl.report.revealed import revealed
from mapping_dsl.tenant import SignIn, Tenant

_TALKATIVE = ("azure", "msal", "msal_extensions", "httpx2", "httpcore2", "stamina", "urllib3")
_LONGEST_MESSAGE = 600
_SHORTEST_SECRET = 6
_UNAUTHORIZED = 401

Prompt = Callable[[str], None]


def tokens(tenant: Tenant, limit: float, prompt: Prompt) -> Callable[[], str]:
    """Return what gives a tenant's bearer token, from memory as long as it is valid.

    `limit` is in seconds, for each request to the authority; `prompt` shows a person the line that
    tells where to type a device code. Raises ToolError for a setting without which nobody can sign
    in. What is returned raises RefusedError, or UnclearError if the authority does not answer.
    """
    require()
    for name in _TALKATIVE:
        logging.getLogger(name).addHandler(logging.NullHandler())
    secrets = tuple(_secrets(tenant))
    try:
        credential = _credential(tenant, limit, prompt)
    except (ValueError, OSError) as error:
        raise ToolError(f"sign-in to `{tenant.name}`: {_clean(error, secrets)}") from None
    scope = f"{tenant.graph}/.default"

    def token() -> str:
        from azure.core.exceptions import AzureError, ClientAuthenticationError

        try:
            found: str = credential.get_token(scope, tenant_id=tenant.tenant_id).token
        except ClientAuthenticationError as error:
            told = f"sign-in to `{tenant.name}`: {_clean(error, secrets)}"
            raise RefusedError(told, _UNAUTHORIZED) from None
        except (AzureError, OSError, ValueError) as error:
            told = f"sign-in to `{tenant.name}`: {_clean(error, secrets)}"
            raise UnclearError(told, lasting=True) from None
        return found

    return token


def _credential(tenant: Tenant, limit: float, prompt: Prompt) -> Any:  # noqa: ANN401 (a protocol of azure's)
    from azure import identity

    options: dict[str, Any] = {
        "retry_total": 3,
        "connection_timeout": limit,
        "read_timeout": limit,
    }
    if tenant.authority:
        # The configuration says whom to trust: nobody else is asked about it.
        options |= {"authority": tenant.authority, "disable_instance_discovery": True}
    ids: dict[str, Any] = {"tenant_id": tenant.tenant_id, "client_id": tenant.client_id}
    match tenant.sign_in:
        case SignIn.DEFAULT:
            return identity.DefaultAzureCredential(**options)
        case SignIn.CLIENT_SECRET:
            secret = _variable(tenant, "client-secret-env", tenant.client_secret_env)
            return identity.ClientSecretCredential(client_secret=secret, **ids, **options)
        case SignIn.CERTIFICATE:
            named = tenant.certificate_password_env
            password = _variable(tenant, "certificate-password-env", named) if named else None
            return identity.CertificateCredential(
                certificate_path=tenant.certificate, password=password, **ids, **options
            )
        case SignIn.WORKLOAD_IDENTITY:
            known = {key: value for key, value in ids.items() if value}
            return identity.WorkloadIdentityCredential(**known, **options)
        case SignIn.DEVICE_CODE:
            return identity.DeviceCodeCredential(
                prompt_callback=_shown(tenant, prompt), **ids, **options
            )


def _shown(tenant: Tenant, prompt: Prompt) -> Callable[[str, str, datetime], None]:
    def show(address: str, code: str, until: datetime) -> None:
        where = revealed(f"open {address} and type {code}")
        prompt(f"sign-in to `{tenant.name}`: {where}, until {until:%H:%M} UTC")

    return show


def _variable(tenant: Tenant, key: str, name: str) -> str:
    """Return what an environment variable holds; its name is not told, as it may be a secret."""
    value = os.environ.get(name)
    if not value:
        raise ToolError(
            f"the environment variable that `tenant.{tenant.name}.{key}` names is not set"
        )
    return value


def _secrets(tenant: Tenant) -> Iterator[str]:
    """Yield what no message may hold, whoever writes it."""
    names = (
        tenant.client_secret_env,
        tenant.certificate_password_env,
        "AZURE_CLIENT_SECRET",
        "AZURE_CLIENT_CERTIFICATE_PASSWORD",
        "AZURE_PASSWORD",
    )
    for name in names:
        value = os.environ.get(name, "") if name else ""
        if len(value) >= _SHORTEST_SECRET:
            yield value


def _clean(error: Exception, secrets: tuple[str, ...]) -> str:
    """Return an error's message on one line, without secrets."""
    text = str(getattr(error, "message", None) or error) or type(error).__name__
    for secret in secrets:
        text = text.replace(secret, "…")
    return revealed(" ".join(text.split()))[:_LONGEST_MESSAGE]

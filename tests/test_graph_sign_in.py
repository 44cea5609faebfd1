"""Every way to sign in, against an authority on loopback; and tenants in the configuration."""

import json
import tomllib
from pathlib import Path
from urllib.parse import parse_qs

import jsonschema
import pytest
import trustme

from command import ROOT
from graph_cases import config
from graph_server import CLIENT, JOB, PRINCIPAL, SECRET, TENANT_ID
from graph_tenant import Tenant
from mapping_dsl.config import load
from mapping_dsl.errors import ToolError


def signed_in(tenant: Tenant, how: str, **more: str) -> dict[str, list[str]]:
    """Sign in, read the schema, and return what the authority was sent last."""
    text = config(tenant.graph.address, "production").replace('"client-secret"', f'"{how}"')
    text += "".join(f'{key.replace("_", "-")} = "{value}"\n' for key, value in more.items())
    Path("mapping-dsl.toml").write_text(text, "utf-8")

    done = tenant.run("pull", "-o", "live.json")

    assert done.code == 0, done.err
    assert Path("live.json").read_bytes() == tenant.graph.live
    asked = [one for one in tenant.graph.seen if one.path.endswith("/token")]
    assert asked[-1].path == f"/{TENANT_ID}/oauth2/v2.0/token"
    return parse_qs(asked[-1].body.decode())


def test_with_a_client_secret(tenant: Tenant) -> None:
    sent = signed_in(tenant, "client-secret")

    assert sent["client_secret"] == [SECRET]
    assert sent["scope"] == [f"{tenant.graph.address}/.default"]


def test_with_a_certificate(tenant: Tenant) -> None:
    authority = trustme.CA(key_type=trustme.KeyType.RSA)
    leaf = authority.issue_cert("contoso.example", key_type=trustme.KeyType.RSA)
    leaf.private_key_and_cert_chain_pem.write_to_path("key.pem")

    assert signed_in(tenant, "certificate", certificate="key.pem")["client_assertion"]


def test_with_a_workload_identity(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("token.txt").write_text("made-up-assertion", "utf-8")
    monkeypatch.setenv("AZURE_FEDERATED_TOKEN_FILE", "token.txt")

    assert signed_in(tenant, "workload-identity")["client_assertion"] == ["made-up-assertion"]


def test_with_what_the_environment_has(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_TENANT_ID", TENANT_ID)
    monkeypatch.setenv("AZURE_CLIENT_ID", CLIENT)
    monkeypatch.setenv("AZURE_CLIENT_SECRET", SECRET)

    assert signed_in(tenant, "default")["client_secret"] == [SECRET]


def test_with_a_device_code(tenant: Tenant) -> None:
    assert signed_in(tenant, "device-code")["device_code"] == ["made-up"]

    assert "open https://devices.example and type MADE-UP" in tenant.run("pull").err


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("certificate", "certificate` is missing"),
        ("workload-identity", "token_file_path"),
        ("pigeon", "sign-in` is one of"),
    ],
)
def test_what_nobody_can_sign_in_with(tenant: Tenant, how: str, words: str) -> None:
    text = config(tenant.graph.address, "production").replace('"client-secret"', f'"{how}"')
    Path("mapping-dsl.toml").write_text(text, "utf-8")

    done = tenant.run("pull")

    assert done.code == 2
    assert words in done.err
    assert tenant.graph.seen == []


GOOD = {"tenant-id": TENANT_ID, "service-principal": PRINCIPAL, "job": JOB}
WRONG: dict[str, dict[str, object]] = {
    "graph-http": {"graph": "http://graph.microsoft.com"},
    "graph-path": {"graph": "https://graph.microsoft.com/beta"},
    "graph-user": {"graph": "https://me:pw@graph.microsoft.com"},
    "graph-no-host": {"graph": "https://"},
    "authority-http": {"authority": "http://login.microsoftonline.com"},
    "job-path": {"job": "../x"},
    "job-number": {"job": 1},
    "principal-empty": {"service-principal": ""},
    "tenant-slash": {"tenant-id": "a/b"},
    "sign-in": {"sign-in": "password"},
    "secret-value": {"client-secret-env": SECRET},
    "secret-itself": {"client-secret": SECRET},
    "unknown-key": {"jobb": JOB},
}


def written(folder: Path, table: dict[str, object]) -> Path:
    path = folder / "mapping-dsl.toml"
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items())
    path.write_text(f"[tenant.production]\n{lines}", "utf-8")
    return path


def is_valid(path: Path) -> bool:
    schema = json.loads((ROOT / "schemas/config.schema.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(schema).is_valid(tomllib.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("name", WRONG)
def test_configuration_that_is_wrong(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, {**GOOD, **WRONG[name]})

    with pytest.raises(ToolError) as told:
        load(str(path), {})

    assert next(iter(WRONG[name])) in str(told.value)
    assert SECRET not in str(told.value)
    assert not is_valid(path)


@pytest.mark.parametrize("key", GOOD)
def test_configuration_that_lacks_something(tmp_path: Path, key: str) -> None:
    path = written(tmp_path, {k: v for k, v in GOOD.items() if k != key})

    with pytest.raises(ToolError, match=f"tenant.production.{key}` is missing"):
        load(str(path), {})

    assert not is_valid(path)


def test_configuration(tmp_path: Path) -> None:
    path = written(tmp_path, {**GOOD, "graph": "https://graph.microsoft.us", "client-id": CLIENT})

    found = load(str(path), {}).tenants["production"]

    assert found.graph == "https://graph.microsoft.us"
    assert found.sign_in == "default"
    assert is_valid(path)

"""The configuration: `mapping-dsl.toml`, or `[tool.mapping-dsl]` of a `pyproject.toml`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mapping_dsl import __version__
from mapping_dsl.catalog.lookup import near
from mapping_dsl.errors import ToolError
from mapping_dsl.findings import Severity
from mapping_dsl.frozen import Frozen
from mapping_dsl.lint.select import Selection, can_be_allowed, is_choosable, unknown
from mapping_dsl.resolve.address import is_domain
from mapping_dsl.tenant import SignIn, Tenant

FILE = "mapping-dsl.toml"
_SHARED = "pyproject.toml"
_LEVELS = {"error": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO, "off": None}
_KEYS = ("required-version", "select", "ignore", "rules", "env", "domains", "tenant")
_TENANT_KEYS = {field.replace("_", "-"): field for field in Tenant.__match_args__[1:]}
_REQUIRED = ("tenant-id", "service-principal", "job")
_NEEDS_CLIENT = (SignIn.CLIENT_SECRET, SignIn.CERTIFICATE, SignIn.DEVICE_CODE)
_HOST = r"https://[A-Za-z0-9.-]+(:[0-9]+)?"
_ID = r"[A-Za-z0-9._-]+"  # what stands in an address as it is
_VARIABLE = r"[A-Za-z_][A-Za-z0-9_]*"


class Config(Frozen):
    """What a project has decided; `environments` are the values of `param`s by environment.

    `domains` are those that are verified in Control Hub, in small letters; none if nobody says.
    """

    path: str = ""
    selection: Selection = Selection()
    environments: Mapping[str, Mapping[str, str]] = {}
    tenants: Mapping[str, Tenant] = {}
    domains: frozenset[str] = frozenset()

    def parameters(self, environment: str | None) -> Mapping[str, str]:
        """Return the values of one environment; ToolError if there is none of that name."""
        if environment is None:
            return {}
        if environment not in self.environments:
            where = self.path or "the configuration (there is no file)"
            listed = ", ".join(f"`{name}`" for name in self.environments) or "none"
            raise ToolError(f"{where}: no environment `{environment}`; there is {listed}")
        return self.environments[environment]


def find(folder: str) -> str | None:
    """Return the configuration of a folder or of the nearest one above it, in its repository."""
    folder = os.path.abspath(folder)
    while True:
        own, shared = os.path.join(folder, FILE), os.path.join(folder, _SHARED)
        if os.path.isfile(own):
            return own
        if os.path.isfile(shared) and _has_table(shared):
            return shared
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return None
        folder = above


def _has_table(path: str) -> bool:
    with open(path, "rb") as file:
        return is_configuration(path, file.read())


def load(path: str, rules: Mapping[str, str]) -> Config:
    """Read a configuration; ToolError names the key that is wrong.

    `rules` is the code of every rule by its code and by its slug.
    """
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise ToolError(f"{path}: {error.strerror}") from None
    return _Reading(path, rules).config(_data(path, content))


def environments(path: str, content: bytes) -> Mapping[str, Mapping[str, str]]:
    """Return the environments of another version's configuration; ToolError names a wrong key.

    Nothing else of it counts: what it asks of rules and versions was for its own day.
    """
    return _Reading(path, {}).environments(_data(path, content))


def candidates(folder: str) -> Iterator[str]:
    """Yield where the configuration of a folder may be (paths with `/`), the nearest first."""
    while True:
        for name in (FILE, _SHARED):
            yield f"{folder}/{name}" if folder else name
        if not folder:
            return
        folder = folder.rpartition("/")[0]


def is_configuration(path: str, content: bytes) -> bool:
    """Tell whether a file that was found configures this tool."""
    return not path.endswith(_SHARED) or b"[tool.mapping-dsl" in content


def _data(path: str, content: bytes) -> Mapping[str, Any]:
    import tomllib  # noqa: PLC0415 (only where there is a configuration)

    try:
        data = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ToolError(f"{path}: {error}") from None
    except RecursionError:
        raise ToolError(f"{path}: is nested too deep") from None
    if os.path.basename(path) == _SHARED:
        data = data.get("tool", {}).get("mapping-dsl", {})
    return data


def _meant(name: str, names: Iterable[str]) -> str:
    found = near(name, names)
    return f"; did you mean `{found}`?" if found else ""


class _Reading:
    """The reading of one file; every complaint names the file and the key."""

    def __init__(self, path: str, rules: Mapping[str, str]) -> None:
        self._path, self._rules = path, rules

    def config(self, data: Mapping[str, Any]) -> Config:
        self._known("", data, _KEYS)
        self._version(data.get("required-version", __version__))
        tenants = {
            name: self._tenant(name, self._table(f"tenant.{name}", table))
            for name, table in self._table("tenant", data.get("tenant", {})).items()
        }
        environments, domains = self.environments(data), self._domains(data)
        return Config(self._path, self._selection(data), environments, tenants, domains)

    def environments(self, data: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
        return {
            name: self._environment(name, table)
            for name, table in self._table("env", data.get("env", {})).items()
        }

    def _fail(self, message: str) -> ToolError:
        return ToolError(f"{self._path}: {message}")

    def _known(self, where: str, data: Mapping[str, Any], keys: Iterable[str]) -> None:
        for key in data:
            if key not in keys:
                raise self._fail(f"there is no key `{where}{key}`{_meant(key, keys)}")

    def _table(self, key: str, value: object) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self._fail(f"`{key}` is not a table")
        return value

    def _names(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise self._fail(f"`{key}` is not a list of texts")
        wrong = unknown(value, self._rules)
        if wrong is not None:
            raise self._fail(f"`{key}`: there is no rule `{wrong}`{_meant(wrong, self._rules)}")
        return tuple(value)

    def _domains(self, data: Mapping[str, Any]) -> frozenset[str]:
        table = self._table("domains", data.get("domains", {}))
        self._known("domains.", table, ("verified",))
        verified = table.get("verified", [])
        if not isinstance(verified, list):
            raise self._fail("`domains.verified` is not a list of domains")
        for domain in verified:
            if not isinstance(domain, str) or not is_domain(domain):
                raise self._fail(f"`domains.verified`: `{domain}` is no domain")
        return frozenset(domain.lower() for domain in verified)

    def _version(self, required: object) -> None:
        if not isinstance(required, str) or not re.fullmatch(r"[0-9][0-9a-z.+-]*", required):
            raise self._fail("`required-version` is one version, such as `1.2.0`")
        if required != __version__:
            raise self._fail(f"version {required} is required, this is {__version__}")

    def _selection(self, data: Mapping[str, Any]) -> Selection:
        selected, ignored = (self._names(key, data.get(key, [])) for key in ("select", "ignore"))
        levels: dict[str, Severity | None] = {}
        allowable: dict[str, bool] = {}
        codes: set[str] = set()
        for name, rule in self._table("rules", data.get("rules", {})).items():
            code = self._code(name)
            if code in codes:
                raise self._fail(f"`rules.{name}`: the rule is there by its other name too")
            codes.add(code)
            table = self._table(f"rules.{name}", rule)
            self._known(f"rules.{name}.", table, ("level", "allowable"))
            if "level" in table:
                levels[code] = self._level(name, code, table["level"])
            if "allowable" in table:
                allowable[code] = self._allowable(name, code, table["allowable"])
        return Selection(selected, ignored, levels, allowable)

    def _code(self, slug: str) -> str:
        if slug not in self._rules:
            raise self._fail(f"there is no rule `{slug}`{_meant(slug, self._rules)}")
        return self._rules[slug]

    def _level(self, name: str, code: str, level: object) -> Severity | None:
        if not isinstance(level, str) or level not in _LEVELS:
            raise self._fail(f"`rules.{name}.level` is one of {', '.join(_LEVELS)}")
        if level != Severity.ERROR and not is_choosable(code):
            raise self._fail(f"`rules.{name}.level`: what this tells is always an error")
        return _LEVELS[level]

    def _allowable(self, name: str, code: str, allowable: object) -> bool:
        if not isinstance(allowable, bool):
            raise self._fail(f"`rules.{name}.allowable` is true or false")
        if allowable and not can_be_allowed(code):
            raise self._fail(f"`rules.{name}.allowable`: what this tells is never fine")
        return allowable

    def _environment(self, name: str, environment: object) -> Mapping[str, str]:
        table = self._table(f"env.{name}", environment)
        self._known(f"env.{name}.", table, ("params",))
        params = self._table(f"env.{name}.params", table.get("params", {}))
        for key, value in params.items():
            if not isinstance(value, str):
                raise self._fail(f"`env.{name}.params.{key}` is not a text")
        return params

    def _tenant(self, name: str, table: Mapping[str, Any]) -> Tenant:
        where = f"tenant.{name}"
        if not re.fullmatch(_ID, name):
            raise self._fail(f"`{where}`: a name is made of letters, digits, `.`, `_` and `-`")
        self._known(f"{where}.", table, _TENANT_KEYS)
        for key, value in table.items():
            self._tenant_value(f"{where}.{key}", key, value)
        for key in _REQUIRED:
            if key not in table:
                raise self._fail(f"`{where}.{key}` is missing")
        how = SignIn(table.get("sign-in", SignIn.DEFAULT))
        if how in _NEEDS_CLIENT and "client-id" not in table:
            raise self._fail(f"`{where}.client-id` is missing: sign-in `{how}` needs it")
        if how is SignIn.CERTIFICATE and "certificate" not in table:
            raise self._fail(f"`{where}.certificate` is missing: the path of a file with the key")
        fields: dict[str, Any] = {_TENANT_KEYS[key]: value for key, value in table.items()}
        if "certificate" in table:
            folder = os.path.dirname(self._path)
            fields["certificate"] = os.path.join(folder, table["certificate"])
        return Tenant(**{"name": name} | fields | {"sign_in": how})

    def _tenant_value(self, where: str, key: str, value: object) -> None:
        """Check one value; what it is is not told, since it may be a secret put there in error."""
        if not isinstance(value, str) or not value:
            raise self._fail(f"`{where}` is not a text")
        if key == "sign-in" and value not in list(SignIn):
            raise self._fail(f"`{where}` is one of {', '.join(SignIn)}")
        if key in ("graph", "authority") and not re.fullmatch(_HOST, value):
            raise self._fail(f"`{where}` is written as `https://HOST`, and nothing behind it")
        if key in (*_REQUIRED, "client-id") and not _is_id(value):
            raise self._fail(f"`{where}` is an id of letters, digits, `.`, `_` and `-`")
        if key.endswith("-env") and not re.fullmatch(_VARIABLE, value):
            raise self._fail(f"`{where}` is the name of an environment variable, not its value")


def _is_id(value: str) -> bool:
    return bool(re.fullmatch(_ID, value)) and bool(value.strip("."))

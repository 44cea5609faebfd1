"""What every command that reads a mapping starts from: configuration, environment, the file."""

from __future__ import annotations

from collections.abc import Mapping

from mapping_dsl import config, files
from mapping_dsl.errors import ToolError
from mapping_dsl.frozen import Frozen
from mapping_dsl.resolve.resolve import Resolved, resolve
from mapping_dsl.source import Source
from mapping_dsl.syntax.parser import parse


class Project(Frozen):
    """A configuration and the values that `param`s have in the environment that was chosen."""

    config: config.Config
    parameters: Mapping[str, str]

    def read(self, source: Source) -> Resolved:
        """Return what a mapping means in this project."""
        return resolve(source, parse(source), self.parameters, files.Checkout(source.path))


def project(
    path: str | None = None,
    environment: str | None = None,
    parameters: tuple[str, ...] = (),
    mapping: str = ".",
) -> Project:
    """Return the project of a mapping; ToolError for a wrong configuration or parameter.

    `path` names the configuration, else it is looked for from the mapping's folder upwards;
    `parameters` are texts `name=value`, which override the environment's.
    """
    where = path or config.find(files.folder(mapping))
    found = config.load(where, _codes()) if where else config.Config()
    values = dict(found.parameters(environment))
    for parameter in parameters:
        name, sign, value = parameter.partition("=")
        if not sign or not name.isidentifier():
            raise ToolError(f"--param {parameter}: write it as `name=value`")
        values[name] = value
    return Project(found, values)


def _codes() -> dict[str, str]:
    """Return the code of every rule by its code and by its slug."""
    from mapping_dsl.lint.catalogue import BY_NAME  # noqa: PLC0415 (a module for each rule)

    return {name: rule.code for name, rule in BY_NAME.items()}

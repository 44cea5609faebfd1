"""`mapping-dsl pull`."""

from __future__ import annotations

import click

from mapping_dsl.api.project import project
from mapping_dsl.api.tenants import chosen, pull
from mapping_dsl.cli.tenants import access, check_output, each, path_of, tenant_names, time_limit
from mapping_dsl.errors import ToolError
from mapping_dsl.files import put
from mapping_dsl.tenant import Tenant


@click.command("pull")
@tenant_names
@click.option("-o", "--output", metavar="FILE", help="Write there; `{tenant}` is its name.")
@click.option("--config", metavar="FILE", help="The configuration to use.")
@time_limit
@click.pass_context
def command(
    context: click.Context,
    names: tuple[str, ...],
    output: str | None,
    config: str | None,
    time_limit: float,
) -> None:
    """Read the schema that a tenant has now, byte by byte as Microsoft Graph sends it."""
    found = project(config).config
    tenants = chosen(found, names)
    check_output(output, tenants, found.path)
    if output is None and len(tenants) > 1:
        raise ToolError("several tenants need files: use `-o '{tenant}.json'`")
    reached = access(time_limit, config)

    def one(tenant: Tenant) -> int:
        content = pull(tenant, reached)
        if output is None:
            click.echo(content, nl=False)
            return 0
        path = path_of(tenant, output)
        click.echo(f"wrote {path}" if put(path, content) else f"{path} has it already", err=True)
        return 0

    context.exit(each(tenants, one))

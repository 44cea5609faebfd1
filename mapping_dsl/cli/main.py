"""The command `mapping-dsl`: one file a command, loaded when it is called."""

from __future__ import annotations

import gc
import sys
from importlib import import_module

import click

from mapping_dsl import __version__
from mapping_dsl.errors import ToolError, Unfinished

_COMMANDS = {
    "lint": "check mappings",
    "fmt": "format mappings",
    "compile": "make Entra's JSON or the Webex transform",
    "import": "make a mapping of a schema that Entra exported",
    "diff": "say what a change does to people",
    "preview": "show how user records would come out",
    "simulate": "show what deleting, blocking or re-adding people does to them",
    "test": "run the tests of mappings",
    "eval": "evaluate one expression",
    "explain": "explain a rule, a function or an attribute",
    "rules": "list the rules",
    "functions": "list the functions",
    "attributes": "list the attributes, or those that a mapping uses",
    "pull": "read the schema that a tenant has",
    "plan": "show what a mapping would change in a tenant",
    "apply": "send a plan to its tenant",
    "drift": "tell whether a tenant still has what a mapping says",
    "rollback": "put back what a tenant had",
    "init": "write a first mapping and a CI file",
}


class _Commands(click.Group):
    """The commands, in the order of their use; only the one that is called is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"mapping_dsl.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
@click.version_option(__version__, prog_name="mapping-dsl")
def group(debug: bool) -> None:
    """Attribute mappings from Microsoft Entra ID to Cisco Webex, as files."""


def main() -> None:
    """Run the command line and exit with its code: see `mapping-dsl --help` and the README."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    try:
        group()
    except ToolError as error:
        click.echo(f"mapping-dsl: {_one_line(str(error))}", err=True)
        if "--debug" in sys.argv[1:]:
            raise
        sys.exit(3 if isinstance(error, Unfinished) else 2)
    except OSError as error:
        click.echo(f"mapping-dsl: {error.filename or 'output'}: {error.strerror}", err=True)
        sys.exit(2)
    except Exception:  # noqa: BLE001 (our own mistake: tell it whole, and conclude nothing)
        import traceback

        traceback.print_exc()
        sys.exit(3)
    finally:
        gc.freeze()  # the interpreter need not look for garbage once more: a tenth of a short run


def _one_line(text: str) -> str:
    return " ".join(text.split())

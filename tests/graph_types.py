"""Graph's types as others write them down: names, kinds of values, enumerations."""

import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin
from xml.etree import ElementTree as ET

from pydantic.fields import FieldInfo

from mapping_dsl.targets.entra import document
from mapping_dsl.targets.entra.graph import Choice, Resource

PACKAGE = "@microsoft/microsoft-graph-types"
REQUIRED = os.environ.get("MAPPING_DSL_DRIFT") == "required"
_SCALARS = {
    "string": "text",
    "number": "number",
    "boolean": "boolean",
    "Edm.String": "text",
    "Edm.Int32": "number",
    "Edm.Boolean": "boolean",
    "Edm.DateTimeOffset": "text",
}


class Property(NamedTuple):
    """What a property holds: `text`, `number`, `boolean` or a type, perhaps a list, or null."""

    holds: str
    several: bool
    nullable: bool


Types = dict[str, dict[str, Property]]
Enums = dict[str, tuple[str, ...]]


def ours() -> tuple[Types, Enums]:
    """Return the types of our document model."""
    document.AttributeMappingSource.model_rebuild()
    found = [one for one in vars(document).values() if isinstance(one, type)]
    types = {
        one.__name__: {info.alias or name: _field(info) for name, info in one.model_fields.items()}
        for one in found
        if issubclass(one, Resource) and one is not Resource
    }
    enums = {one.__name__: one.MEMBERS for one in found if issubclass(one, Choice) and one.MEMBERS}
    return types, enums


def _field(info: FieldInfo) -> Property:
    annotation: Any = info.annotation
    inside = [one for one in get_args(annotation) if one is not type(None)]
    nullable = len(inside) < len(get_args(annotation))
    annotation = inside[0] if nullable else annotation
    several = get_origin(annotation) is list
    annotation = get_args(annotation)[0] if several else annotation
    names = {"str": "text", "int": "number", "bool": "boolean"}
    return Property(names.get(annotation.__name__, annotation.__name__), several, nullable)


# --- TypeScript ----------------------------------------------------------------------------------


def lacking() -> str:
    """Return why the package cannot be had, or nothing."""
    return "" if shutil.which("npm") else "npm is not installed"


def packed(folder: Path) -> str | None:
    """Return the declarations of the newest package of the registry, none if it cannot be had."""
    command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", str(folder)]
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as opened:
        member = opened.extractfile("package/microsoft-graph.d.ts")
        return member.read().decode() if member else None


def from_typescript(text: str, types: list[str], enums: list[str]) -> tuple[Types, Enums]:
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
    return (
        {name: _interface(text, name) for name in types},
        {name: _union(text, name) for name in enums},
    )


def _interface(text: str, name: str) -> dict[str, Property]:
    found = re.search(
        rf"export interface {name}\b[^{{]*(?:extends (\w+) )?\{{(.*?)\n\}}", text, re.DOTALL
    )
    if not found:
        return {}
    head = text[found.start() : found.start(2)]
    own = {
        key: _typescript(type_)
        for key, type_ in re.findall(r'^\s*"?(\w+)"?\?: (.*?);', found[2], re.MULTILINE)
    }
    return (
        {"id": Property("text", several=False, nullable=False)} | own
        if "extends Entity" in head
        else own
    )


def _typescript(type_: str) -> Property:
    inner = re.fullmatch(r"NullableOption<(.*)>", type_)
    bare = inner[1] if inner else type_
    name = bare.removesuffix("[]")
    return Property(_SCALARS.get(name, name), bare.endswith("[]"), inner is not None)


def _union(text: str, name: str) -> tuple[str, ...]:
    found = re.search(rf"export type {name} =(.*?);", text, re.DOTALL)
    return tuple(re.findall(r'"(\w+)"', found[1])) if found else ()


# --- CSDL ----------------------------------------------------------------------------------------


def from_csdl(path: Path) -> tuple[Types, Enums]:
    """Return the types of Graph's own metadata."""
    space = "{http://docs.oasis-open.org/odata/ns/edm}"
    root = ET.fromstring(path.read_text("utf-8"))  # noqa: S314 (a file of ours)
    types: Types = {}
    for kind in ("EntityType", "ComplexType"):
        for one in root.iter(f"{space}{kind}"):
            base = {"id": Property("text", several=False, nullable=False)}
            own = {
                each.get("Name", ""): _csdl(each)
                for tag in ("Property", "NavigationProperty")
                for each in one.iter(f"{space}{tag}")
            }
            name = _capital(one.get("Name", ""))
            types[name] = (base if one.get("BaseType") else {}) | own
    enums = {
        _capital(one.get("Name", "")): tuple(m.get("Name", "") for m in one.iter(f"{space}Member"))
        for one in root.iter(f"{space}EnumType")
    }
    return types, enums


def _csdl(each: ET.Element) -> Property:
    type_ = each.get("Type", "")
    several = type_.startswith("Collection(")
    name = type_.removeprefix("Collection(").removesuffix(")")
    holds = _SCALARS.get(name) or _capital(name.removeprefix("graph."))
    return Property(holds, several, each.get("Nullable") != "false")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]

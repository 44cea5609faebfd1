"""A .NET runtime inside this process."""

from __future__ import annotations

import ctypes
import json
import os
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_ICU = "72"
"""The version that the kept disagreements were written for; Debian 12 has it."""
_MODULES = ("pythonnet", "dotnetcore2")
_SETTINGS = {
    "TZ": "UTC",
    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "0",
    "CLR_ICU_VERSION_OVERRIDE": f"{_ICU}.1",
}
_ASSEMBLIES = ("System.Text.RegularExpressions", "Microsoft.VisualBasic.Core")


def lacking() -> str:
    """Return why there is no oracle here, nothing if there is one."""
    missing = [module for module in _MODULES if find_spec(module) is None]
    if missing:
        return f"no {' and no '.join(missing)}: pip install -e '.[oracle]'"
    try:
        ctypes.CDLL(f"libicuuc.so.{_ICU}")
    except OSError:
        return f"no libicu{_ICU}: apt-get install libicu{_ICU}"
    return ""


def start() -> Any:
    """Start the runtime, once in a process, and return its namespace `System`."""
    os.environ.update(_SETTINGS)
    root = Path(str(import_module("dotnetcore2").__file__)).parent / "bin"
    version = next((root / "shared" / "Microsoft.NETCore.App").iterdir()).name
    framework = {"name": "Microsoft.NETCore.App", "version": version}
    options = {"runtimeOptions": {"tfm": "netcoreapp3.1", "framework": framework}}
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "runtimeconfig.json"
        config.write_text(json.dumps(options), "utf-8")
        load = import_module("pythonnet").load
        load("coreclr", runtime_config=str(config), dotnet_root=str(root))
        clr = import_module("clr")
    for assembly in _ASSEMBLIES:
        clr.AddReference(assembly)
    return import_module("System")

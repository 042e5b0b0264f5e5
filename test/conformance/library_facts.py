"""Writes src/flows/python/library/facts.ts: the names of the modules that every Prefect machine has.

    python test/conformance/library_facts.py > src/flows/python/library/facts.ts

Run it with an interpreter that has Prefect. For each module: the classes of which pydantic makes an empty schema
(plain ones), enums with their values, and all other names. Modules that Prefect itself has loaded are marked, since no
file of a project can take their place.
"""

import enum
import importlib
import inspect
import json
import pkgutil
import sys
import warnings

warnings.simplefilter("ignore")
import prefect  # noqa: E402
import prefect.flows  # noqa: E402
import prefect.client.orchestration  # noqa: E402
from pydantic import ConfigDict, TypeAdapter  # noqa: E402
from prefect._internal.pydantic.schemas import GenerateEmptySchemaForUserClasses  # noqa: E402

LOADED = sorted({name.partition(".")[0] for name in sys.modules if not name.startswith("_")})
SKIP = {"antigravity", "this", "idlelib", "lib2to3", "tkinter", "turtle", "turtledemo", "test", "distutils", "ensurepip", "pydoc_data", "msilib"}
ROOTS = ["prefect", "pydantic", "pydantic_settings", "pydantic.v1", "pydantic_core", "pydantic_core.core_schema", "annotated_types", "httpx", "anyio", "jinja2", "yaml", "pendulum", "whenever", "attr", "attrs", "sqlalchemy", "requests", "rich", "typer", "click", "fsspec", "cloudpickle", "orjson", "dateutil", "pytz", "numpy"]


def names_of(module):
    return [n for n in dir(module) if not n.startswith("__")]


def modules():
    for name in sorted(sys.stdlib_module_names):
        if name.startswith("_") or name in SKIP:
            continue
        yield name
    yield from ["collections.abc", "concurrent.futures", "os.path", "xml.etree.ElementTree", "xml.dom.minidom", "email.message", "email.mime.text", "email.mime.multipart", "http.client", "http.server", "urllib.parse", "urllib.request", "urllib.error", "logging.handlers", "logging.config", "multiprocessing.pool", "importlib.metadata", "importlib.resources", "importlib.util", "unittest.mock", "json.decoder"]
    for root in ROOTS:
        try:
            package = importlib.import_module(root)
        except Exception:
            continue
        yield root
        if root == "prefect":
            for info in pkgutil.walk_packages(package.__path__, "prefect."):
                if any(p.startswith("_") for p in info.name.split(".")) or ".server" in info.name or ".testing" in info.name or ".cli." in info.name + ".":
                    continue
                yield info.name


def kind(cls):
    if issubclass(cls, enum.Enum):
        return "enum"
    try:
        schema = TypeAdapter(cls, config=ConfigDict(arbitrary_types_allowed=True)).json_schema(schema_generator=GenerateEmptySchemaForUserClasses)
    except Exception:
        return "other"
    return "plain" if schema == {} else "other"


def plain_base(cls):
    return not any(hasattr(cls, n) for n in ("__get_pydantic_core_schema__", "__get_validators__", "__pydantic_core_schema__"))


facts = {}
for name in modules():
    try:
        module = importlib.import_module(name)
    except BaseException:
        continue
    entry = {"plain": [], "enums": {}, "other": []}
    names = names_of(module)
    lazy = getattr(module, "__all__", [])
    for n in sorted({*names, *lazy}):
        try:
            value = getattr(module, n)
        except BaseException:
            continue
        if n.startswith("_") and name not in ("inspect",):
            continue
        if inspect.isclass(value) and not issubclass(value, BaseException):
            try:
                k = kind(value)
            except BaseException:
                k = "other"
            if k == "plain" and plain_base(value):
                entry["plain"].append(n)
                continue
            if k == "enum" and len(value.__members__) < 40 and value.__members__ and all(isinstance(m.value, (str, int)) for m in value.__members__.values()) and value.__module__.startswith(("prefect", "http")):
                entry["enums"][n] = [value.__module__, "str" if issubclass(value, str) else "int" if issubclass(value, int) else "", value.__doc__ or "", {m: v.value for m, v in value.__members__.items()}]
                continue
        entry["other"].append(n)
    facts[name] = [" ".join(entry["plain"]), " ".join(entry["other"]), entry["enums"]]

print("// Made by test/conformance/library_facts.py; do not edit.")
print("/** Top level modules that are loaded before any flow's file. */")
print(f"export const loadedModules: ReadonlySet<string> = new Set({json.dumps(' '.join(LOADED))}.split(' '));\n")
print("/** Facts of a module: names of plain classes, other names, enums: module, mixed in type, docstring, members. */")
print("export type ModuleFacts = readonly [plain: string, other: string, enums: Readonly<Record<string, readonly [string, string, string, Readonly<Record<string, string | number>>]>>];\n")
print("/** What is known of each module. */")
print("export const facts: Readonly<Record<string, ModuleFacts>> = {")
for name, entry in facts.items():
    print(f"  {json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)},")
print("};")

"""Writes src/flows/python/library/block-facts.ts: the schemas of Prefect's own blocks.

    python test/conformance/block_facts.py > src/flows/python/library/block-facts.ts

Run it with an interpreter that has Prefect. For each block: where it can be imported from, the definitions that Prefect
writes for a parameter of that type, what an instance without arguments is written as, and the fields that keep a given
text as it is.
"""

import importlib
import inspect
import json
import pkgutil
import warnings

warnings.simplefilter("ignore")
import prefect  # noqa: E402
from prefect._internal.pydantic.schemas import GenerateEmptySchemaForUserClasses  # noqa: E402
from prefect.blocks.core import Block  # noqa: E402
from pydantic import ConfigDict, TypeAdapter, create_model  # noqa: E402

SAMPLES = ["x", "/data/in", "A b-c_1"]
SKIP = (".server", ".testing", ".cli")


def modules():
    for info in pkgutil.walk_packages(prefect.__path__, "prefect."):
        if any(part.startswith("_") for part in info.name.split(".")) or any(s in info.name for s in SKIP):
            continue
        try:
            yield info.name, importlib.import_module(info.name)
        except BaseException:
            continue


def definitions(cls):
    model = create_model("Model", __config__=ConfigDict(arbitrary_types_allowed=True), block=(cls, ...))
    schema = TypeAdapter(model).json_schema(
        by_alias=True, ref_template="#/definitions/{model}", schema_generator=GenerateEmptySchemaForUserClasses
    )
    return schema["properties"]["block"]["$ref"].rpartition("/")[2], schema["$defs"]


def dumped(cls, **values):
    from pydantic_core import to_jsonable_python

    try:
        return to_jsonable_python(cls(**values))
    except BaseException:
        return None


def kept(cls):
    required = {n: "x" for n, f in cls.model_fields.items() if f.is_required()}
    out = []
    for name in cls.model_fields:
        answers = [dumped(cls, **{**required, name: sample}) for sample in SAMPLES]
        if all(a is not None and a.get(name) == s for a, s in zip(answers, SAMPLES)):
            out.append(name)
    return out


found = {}
for path, module in modules():
    for name, value in vars(module).items():
        if inspect.isclass(value) and issubclass(value, Block) and not name.startswith("_"):
            found.setdefault(value, []).append(f"{path}.{name}")

print("// Made by test/conformance/block_facts.py; do not edit.")
print('import type { BlockFacts } from "./blocks.ts";\n')
print("/** Prefect's own blocks. */")
print("export const blockFacts: readonly BlockFacts[] = [")
for cls, names in sorted(found.items(), key=lambda item: (item[0].__module__, item[0].__name__)):
    if cls is Block:
        continue
    root, definitions_ = definitions(cls)
    facts = {
        "module": cls.__module__,
        "name": cls.__name__,
        "paths": sorted(names),
        "root": root,
        "definitions": definitions_,
        "dump": None if inspect.isabstract(cls) else dumped(cls),
        "kept": [] if inspect.isabstract(cls) else kept(cls),
        "isBase": not cls.model_fields,
    }
    print(f"  {json.dumps(facts, ensure_ascii=False)},")
print("];")

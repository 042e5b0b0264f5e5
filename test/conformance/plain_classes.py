#!/usr/bin/env python3
"""Check src/flows/python/schema/known-plain-classes.ts against the libraries of the interpreter that runs this.

Prints every class of that file of which Prefect makes another schema than an empty one, and those whose
library is not installed. Exit status 1 when there is one of the first kind.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from pathlib import Path
from typing import Any, List, Optional

from prefect.utilities.callables import parameter_schema

SOURCE = Path(__file__).parents[2] / "src/flows/python/schema/known-plain-classes.ts"


def find(path: str) -> Any:
    parts = path.split(".")
    for end in range(len(parts) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:end]))
            for name in parts[end:]:
                found = getattr(found, name)
        except (ImportError, AttributeError):
            continue
        return found
    return None


def properties(cls: Any) -> Any:
    def flow(a, b=None, c=()): ...

    flow.__annotations__ = {"a": cls, "b": Optional[cls], "c": List[cls]}
    return parameter_schema(flow).model_dump(mode="json")["properties"]


plain = properties(object)
different = 0
for name in re.findall(r'^  "([\w.]+)"', SOURCE.read_text(encoding="utf-8"), re.MULTILINE):
    cls = find(name)
    if cls is None:
        print("not installed:", name)
    elif properties(cls) != plain:
        different += 1
        print("not plain:", name, json.dumps(properties(cls)["a"]))
sys.exit(1 if different else 0)

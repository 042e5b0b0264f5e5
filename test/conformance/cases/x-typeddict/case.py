from typing import Annotated, Dict, List, Literal, Optional
from pydantic import ConfigDict, Field, with_config
from typing_extensions import NotRequired, ReadOnly, Required, TypedDict
from prefect import flow

class Inner(TypedDict, total=False):
    """Inner."""
    a: Required[int]
    b: Annotated[str, Field(max_length=3, description="bee")]

class Outer(Inner):
    c: NotRequired[List[Inner]]
    d: ReadOnly[Literal["x"]]
    e: Optional[Dict[str, Inner]]

class Strict(TypedDict):
    __pydantic_config__ = ConfigDict(extra="forbid", title="Stricter")
    x: int

@with_config(ConfigDict(extra="allow"))
class Loose(TypedDict):
    y: int

Func = TypedDict("Func", {"in": int, "with-dash": str}, total=False)

@flow
def main(o: Outer, s: Strict, l: Loose, f: Func = {"in": 1}, i: Inner = {"a": 1}, many: List[Outer] = []):
    """TD."""

from typing import Annotated, Any, List, Union
from pydantic import BaseModel, Discriminator, Tag
from prefect import flow

def which(value: Any) -> str:
    if isinstance(value, dict):
        return value.get("kind", "a")
    return getattr(value, "kind", "a")

class A(BaseModel):
    kind: str = "a"
    x: int

class B(BaseModel):
    kind: str = "b"
    y: List["Either"] = []

Either = Annotated[Union[Annotated[A, Tag("a")], Annotated[B, Tag("b")]], Discriminator(which)]

@flow
def main(e: Either, es: List[Either] = []):
    pass

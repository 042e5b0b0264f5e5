from typing import Any, Generic, List, Optional, TypeVar
from pydantic import BaseModel, ConfigDict, Field, RootModel, create_model, computed_field, model_serializer, field_serializer
from prefect import flow

T = TypeVar("T")

class Mixin:
    mixed: int = 3
    def helper(self): ...

class Base(BaseModel):
    id: int = Field(alias="_id")

class WithMixin(Mixin, Base):
    name: str = "n"

Dyn = create_model("Dyn", a=(int, ...), b=(Optional[str], None), c=(List[int], Field(default_factory=list, description="c's")), __base__=Base)
Dyn2 = create_model("Dyn2", __config__=ConfigDict(extra="forbid"), x=(int, 3))

class Tags(RootModel[List[str]]):
    """Tags doc."""

class Ser(BaseModel):
    v: int = 1
    @field_serializer("v")
    def ser(self, v) -> str:
        return str(v)
    @model_serializer(mode="wrap")
    def all(self, handler) -> dict:
        return handler(self)

class Resp(BaseModel, Generic[T]):
    data: T
    meta: dict[str, Any] = {}

@flow
def main(w: WithMixin, d: Dyn, d2: Dyn2, t: Tags, s: Ser, r: Resp[List[Tags]], u: Tags = Tags(["a"]), v: Tags = Tags(root=["b"])):
    pass

from typing import Annotated, Dict, List, Optional

from pydantic import BaseModel, ConfigDict, Field, RootModel

from prefect import flow


class Tags(RootModel[List[str]]):
    """Some tags."""


class Limits(RootModel):
    root: Dict[str, int] = {"a": 1}


class Small(RootModel[Annotated[int, Field(gt=0, description="small")]]):
    pass


class Titled(RootModel[int]):
    model_config = ConfigDict(title="A number", json_schema_extra={"examples": [3]})


class Described(RootModel):
    root: int = Field(3, description="root text", title="Root title")


Alias = RootModel[List[int]]


class Holder(BaseModel):
    tags: Tags
    alias: Alias
    opt: Optional[Small] = None


@flow
def main(
    tags: Tags,
    limits: Limits,
    small: Small,
    titled: Titled,
    described: Described,
    alias: Alias,
    holder: Holder,
    given: Tags = Tags(["x"]),
    kw: Tags = Tags(root=["y", "z"]),
):
    pass

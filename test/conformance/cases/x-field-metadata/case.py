from typing import Annotated, Optional

from pydantic import Field

from prefect import flow


def extra(schema):
    schema["made"] = True


@flow
def main(
    a: int = Field(..., description="the a", title="Alpha", examples=[1, 2]),
    b: int = Field(5, deprecated=True),
    c: list[int] = Field(default_factory=list, description="from Field"),
    d: Annotated[int, Field(description="ann", title="Dee", json_schema_extra={"x": 1})] = 3,
    e: Annotated[int, Field(examples=[3])] = Field(4, ge=1),
    f: str = Field("x", min_length=1, max_length=3, pattern="x"),
    g: Optional[int] = Field(None, gt=3),
    h: Annotated[int, Field(gt=1)] = Field(4, description="both"),
    i: int = Field(1, json_schema_extra={"position": 77, "y": [1]}),
    j: Annotated[str, Field(deprecated="old")] = "z",
    k: int = Field(1, alias="kk"),
    l: Annotated[Optional[int], Field(description="")] = None,
    m: int = Field(default=..., gt=1),
    n: Annotated[int, "just text", Field(le=3), {"a": 1}] = 1,
    o: Annotated[int, Field(default=3)] = 2,
):
    """Fields.

    Args:
        a: from doc
        c: from doc
        d: from doc
        l: from doc
        o: o text
    """

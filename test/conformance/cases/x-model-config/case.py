from enum import Enum

from pydantic import BaseModel, ConfigDict, Field

from prefect import flow


class Color(Enum):
    RED = "red"
    BLUE = "blue"


class Strict(BaseModel):
    model_config = ConfigDict(
        title="Strict one",
        extra="forbid",
        json_schema_extra={"examples": [{"a": 1}], "x-y": {"z": [1, 2]}, "title": "From extra"},
        str_min_length=1,
        str_max_length=5,
        str_strip_whitespace=True,
        use_enum_values=True,
        frozen=True,
    )

    a: str
    b: str = Field("x", max_length=3)
    c: Color = Color.RED


class Open(BaseModel, extra="allow", title="Open one"):
    a: int


class Child(Strict, extra="ignore"):
    d: str = "d"


class Grand(Child):
    model_config = {"title": "Grand"}


class Dict(BaseModel):
    model_config = {"extra": "allow", "json_schema_extra": {"additionalProperties": {"type": "string"}}}

    x: int = 1


@flow
def main(s: Strict, o: Open, c: Child, g: Grand, d: Dict, t: Strict = Strict(a="q", c="blue")):
    pass

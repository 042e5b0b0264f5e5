from typing import Annotated, Any, Optional

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    WrapValidator,
    computed_field,
    field_serializer,
    field_validator,
    model_validator,
)

from prefect import flow

Even = Annotated[int, AfterValidator(lambda v: v), Field(gt=0)]
Late = Annotated[int, Field(gt=0), AfterValidator(lambda v: v), Field(lt=10)]
Before = Annotated[str, BeforeValidator(str), Field(min_length=2)]
Wrapped = Annotated[list[int], WrapValidator(lambda v, h: h(v)), Field(max_length=3)]
Plain = Annotated[int, PlainValidator(int)]
Ser = Annotated[int, PlainSerializer(lambda v: str(v), return_type=str)]


class Job(BaseModel):
    a: Even
    b: Late = 3
    c: Before = "xx"
    d: Wrapped = []
    e: Plain = 1
    f: Ser = 2
    g: Optional[Even] = None

    @field_validator("a", "b", mode="before")
    @classmethod
    def check(cls, v: Any) -> Any:
        return v

    @field_validator("*")
    @classmethod
    def all_of_them(cls, v):
        return v

    @model_validator(mode="after")
    def both(self):
        return self

    @field_serializer("f")
    def ser(self, v: int) -> str:
        return str(v)

    @computed_field
    @property
    def total(self) -> int:
        """Sum."""
        return 3


@flow
def main(job: Job, even: Even, late: Late = 2, before: Before = "ab", wrapped: Wrapped = [1], plain: Plain = 1, ser: Ser = 1):
    pass

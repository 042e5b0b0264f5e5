from pydantic import AliasGenerator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel, to_pascal, to_snake

from prefect import flow


def upper(name: str) -> str:
    return name.upper()


class Camel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)

    first_name: str
    http_2_url: str = "x"
    _private: int = 1
    x1_y2: int = 0
    already_aliased: int = Field(0, alias="keep_me")
    low_priority: int = Field(0, alias="lost", alias_priority=1)


class Pascal(Camel):
    model_config = ConfigDict(alias_generator=to_pascal)

    last_name: str


class Split(BaseModel):
    model_config = ConfigDict(alias_generator=AliasGenerator(validation_alias=upper, serialization_alias=to_camel))

    some_field: int
    other_field: int = Field(3, title="Other")


class Snake(BaseModel):
    model_config = ConfigDict(alias_generator=to_snake)

    camelCase: int
    HTTPServer2: int
    simple: int = 1


class Lam(BaseModel, alias_generator=lambda n: f"x-{n}"):
    a_b: int


@flow
def main(c: Camel, p: Pascal, s: Split, n: Snake, m: Lam):
    pass

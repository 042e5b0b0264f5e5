from typing import Annotated

from pydantic import AliasChoices, AliasPath, BaseModel, ConfigDict, Field

from prefect import flow


class A(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    one: int = Field(1, alias="uno")
    two: int = Field(2, validation_alias="dos")
    three: int = Field(3, serialization_alias="tres")
    four: int = Field(4, alias="cuatro", validation_alias="quatre")
    five: int = Field(5, validation_alias=AliasChoices("cinq", "cinco"))
    six: int = Field(6, validation_alias=AliasPath("six", 0))
    seven: int = Field(7, validation_alias=AliasChoices(AliasPath("seven", "x"), "sept"))
    eight: Annotated[int, Field(alias="ocho")] = 8
    nine: Annotated[int, Field(alias="a9")] = Field(9, alias="b9")


@flow
def main(a: A, b: A = A(one=10, dos=20, three=30)):
    pass

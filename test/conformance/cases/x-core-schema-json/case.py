from pydantic import BaseModel, Field
from pydantic_core import core_schema
from typing_extensions import Annotated

from prefect import flow


class Colour(str):
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema, handler):
        json_schema = handler(schema)
        json_schema.update(examples=["#fff"], title="Colour")
        return json_schema


class Fixed:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return core_schema.any_schema()

    @classmethod
    def __get_pydantic_json_schema__(cls, schema, handler):
        return {"type": "string", "format": "fixed", "pattern": "^a"}


class Amount(float):
    unit = "EUR"

    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return core_schema.float_schema(gt=0, multiple_of=0.5)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema, handler):
        made = handler(schema)
        return {**made, "unit": cls.unit, "was": sorted(made)}


class Dollars(Amount):
    unit = "USD"


class Order(BaseModel):
    colour: Colour
    amount: Amount = 1.5
    back: Colour = Field("#000", description="behind")


@flow
def main(
    colour: Colour,
    fixed: Fixed,
    amount: Amount,
    order: Order,
    dollars: Dollars = 2.0,
    less: Annotated[Amount, Field(lt=10)] = 1.0,
    titled: Annotated[Colour, Field(title="Tint")] = "red",
    colours: list[Colour] = ["a"],
    maybe: Amount | None = None,
):
    pass

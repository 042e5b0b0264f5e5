from typing import Any, Optional, Union

from pydantic import BaseModel, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema
from typing_extensions import Annotated

from prefect import flow


class Name(str):
    @classmethod
    def check(cls, value: str) -> "Name":
        return cls(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source_type: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls.check, core_schema.str_schema(min_length=1, max_length=20))


class Handled(str):
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return core_schema.no_info_before_validator_function(cls, handler(str))


class Percent(int):
    low = 0

    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return core_schema.int_schema(ge=cls.low, le=100)


class Narrow(Percent):
    low = 10


class Points:
    def __init__(self, values):
        self.values = values

    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        inner = core_schema.list_schema(core_schema.float_schema(), min_length=2)
        from_list = core_schema.no_info_after_validator_function(cls, inner)
        return core_schema.json_or_python_schema(
            json_schema=from_list,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), from_list]),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda p: p.values),
        )


class Table(dict):
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return core_schema.dict_schema(core_schema.str_schema(), core_schema.int_schema(), max_length=3)


class Maybe:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return core_schema.nullable_schema(core_schema.union_schema([core_schema.int_schema(), core_schema.bool_schema()]))


class Mode:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return core_schema.chain_schema([core_schema.literal_schema(["r", "w"]), core_schema.any_schema()])


class Plain:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return core_schema.no_info_plain_validator_function(lambda v: v)


class Box(BaseModel):
    name: Name
    percent: Percent = 3
    nick: Optional[Name] = None


@flow
def main(
    name: Name,
    handled: Handled,
    narrow: Narrow,
    points: Points,
    table: Table,
    maybe: Maybe,
    mode: Mode,
    plain: Plain,
    box: Box,
    either: Union[Name, Percent, Plain, None] = None,
    small: Annotated[Percent, Field(lt=50, description="a part")] = 5,
    long: Annotated[Name, Field(min_length=4)] = "abcd",
    many: list[Name] = [],
    by_name: dict[Name, Percent] = {},
):
    pass

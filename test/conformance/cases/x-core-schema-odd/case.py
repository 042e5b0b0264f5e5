from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema
from pydantic_core.core_schema import (
    CoreSchema,
    date_schema,
    datetime_schema,
    frozenset_schema,
    set_schema,
    timedelta_schema,
    uuid_schema,
)

from prefect import flow


class Day:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler: GetCoreSchemaHandler) -> CoreSchema:
        return date_schema()


class When:
    @staticmethod
    def __get_pydantic_core_schema__(source, handler):
        return datetime_schema(tz_constraint="aware")


class Wait:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return timedelta_schema()


class Id:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        if source is cls:
            return uuid_schema()
        return core_schema.any_schema()


class Bag:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return set_schema(handler.generate_schema(int)) if False else set_schema(core_schema.int_schema(), max_length=4)


class Frozen:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return frozenset_schema()


class Text:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return core_schema.str_schema(pattern=r"^\w+$", strip_whitespace=True, strict=True)


class Raw:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return core_schema.bytes_schema(max_length=9)


class Nothing:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return core_schema.none_schema()


class Listed:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return handler(list[Day])


@flow
def main(day: Day, when: When, wait: Wait, id: Id, bag: Bag, frozen: Frozen, text: Text, raw: Raw, nothing: Nothing, listed: Listed):
    pass

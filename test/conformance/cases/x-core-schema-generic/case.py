from typing import Generic, TypeVar, get_args

from pydantic_core import core_schema

from prefect import flow

T = TypeVar("T")


class Wrapped(Generic[T]):
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        args = get_args(source)
        return core_schema.list_schema(handler.generate_schema(args[0])) if args else core_schema.int_schema()


@flow
def main(a: Wrapped, b: Wrapped[str]):
    pass

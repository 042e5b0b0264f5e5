from pydantic import BaseModel, ConfigDict, Field, AliasGenerator
from pydantic.alias_generators import to_camel

from prefect import flow


class Inner(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    dry_run: bool = False
    max_size: int = Field(3, alias="limit")


class Outer(BaseModel):
    inner_part: Inner = Inner(dry_run=True)
    many_parts: list[Inner] = [Inner(), Inner(max_size=9)]


class Gen(BaseModel):
    model_config = ConfigDict(alias_generator=AliasGenerator(serialization_alias=lambda n: n.upper()))

    some_value: int = 1


@flow
def main(a: Inner = Inner(dryRun=True), b: Outer = Outer(), g: Gen = Gen(some_value=4)):
    pass

from pydantic import BaseModel, ConfigDict, Field
from prefect import flow

def drop_titles(schema, model):
    for prop in schema.get("properties", {}).values():
        prop.pop("title", None)
    schema["x-model"] = model.__name__

class M(BaseModel):
    model_config = ConfigDict(json_schema_extra=drop_titles)
    a: int
    b: str = "x"

class N(BaseModel):
    c: int = Field(1, json_schema_extra=lambda s: s.update(hint="c"))

@flow
def main(m: M, n: N = N()):
    pass

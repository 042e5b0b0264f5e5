from pydantic import BaseModel, computed_field, field_serializer, Field

from prefect import flow


class Box(BaseModel):
    w: int = 2
    h: int = 3

    @computed_field
    @property
    def area(self) -> int:
        return self.w * self.h


class Shout(BaseModel):
    text: str = "hi"
    hidden: str = Field("x", exclude=True)

    @field_serializer("text")
    def up(self, v: str) -> str:
        return v.upper()


@flow
def main(box: Box = Box(w=5), shout: Shout = Shout(text="abc")):
    pass

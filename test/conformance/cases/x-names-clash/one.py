from pydantic import BaseModel


class Config(BaseModel):
    x: int

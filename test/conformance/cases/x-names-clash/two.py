from pydantic import BaseModel


class Config(BaseModel):
    y: int

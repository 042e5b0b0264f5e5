from pydantic import BaseModel

class Settings(BaseModel):
    n: int = 5
    label: str = "x"

DEFAULT = Settings(label="default")

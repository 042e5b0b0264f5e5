from typing import List, Optional
from pydantic.v1 import BaseModel
from prefect import flow

class M(BaseModel):
    x: int

@flow
def main(ms: List[M], o: Optional[M] = None, n: int = 1):
    pass

from enum import Enum

from pydantic import BaseModel

import lib.consts


class Kind(Enum):
    A = 1


class Config(BaseModel):
    n: int = lib.consts.LIMIT

from enum import Enum
RETRIES = 2
class Mode(Enum):
    A = "a"
    B = "b"

from enum import Enum
_hidden = "no"
A = 1
B = 2
Alias = int
class Kind(Enum):
    X = "x"

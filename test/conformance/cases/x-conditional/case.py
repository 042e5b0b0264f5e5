import os
import sys
from prefect import flow

DEBUG = os.environ.get("NOT_SET_DEBUG", "0") == "1"

if sys.version_info >= (3, 8) and not DEBUG:
    Base = int
else:
    Base = str

match "prod":
    case "dev":
        RETRIES = 0
    case "prod" | "live":
        RETRIES = 4
    case _:
        RETRIES = 1

for name in ("a", "b"):
    if name == "b":
        break
else:
    RETRIES = 99

while RETRIES > 2:
    RETRIES -= 1

try:
    value = {}["x"]
except KeyError as error:
    value = "missing"
else:
    value = "there"
finally:
    done = True

with open(os.devnull) as handle:
    pass

@flow(retries=RETRIES)
def main(x: Base = 1, v: str = value, d: bool = done):
    """Conditional."""

import sys

from prefect import flow

try:
    from typing import Annotated
except ImportError:
    from typing_extensions import Annotated

try:
    import json as codec
except ImportError:
    codec = None

if sys.version_info >= (3, 10):
    SIZE = 10
else:
    SIZE = 1

from pydantic import Field

if codec is not None:
    DEFAULT = codec.loads('{"a": [1, 2.5, null, true]}')


@flow
def main(a: Annotated[int, Field(ge=SIZE)] = SIZE, b: dict = DEFAULT, c: str = codec.dumps({"x": 1})):
    pass

from typing import Any, Optional

from prefect import flow


@flow
def main(a, b: int, /, c, d: str = "x", *args: int, e, f: Optional[int] = None, **kwargs: Any):
    """Doc.

    Args:
        a: first
        *args: rest
        **kwargs: more
        f (int, optional): eff. Defaults to None.
    """

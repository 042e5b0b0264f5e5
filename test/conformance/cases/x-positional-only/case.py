from prefect import flow

@flow
def main(a: int, b: "str" = "x", /, c=None, *, d, e: float = 1e3, f: complex = 1j, **g):
    """Doc.

    Args:
        a (int): a
        b (str, optional): b
        d: d
          goes on
    """

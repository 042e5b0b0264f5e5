from prefect import Flow


def base(a: int, b: str = "x", *, c: float = 1.0):
    """Base doc.

    Args:
        a: the a
    """


klass = Flow(base, name="klass", retries=2)

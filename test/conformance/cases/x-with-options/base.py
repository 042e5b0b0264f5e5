from prefect import flow

def fn(a: int, b: str = "b"):
    """Fn doc.

    Args:
        a: an a
    """

@flow(name="etl", retries=1)
def etl(x: int = 1):
    """Etl."""

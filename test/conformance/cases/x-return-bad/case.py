from prefect import flow

@flow
def main(a: int = 1) -> int | "Text":
    """Raises a TypeError at import."""

from prefect import flow

@flow
def main(x: int = 1):
    # a comment
    pass
    """Not a docstring."""

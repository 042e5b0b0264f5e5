from prefect import flow


@flow
def main(a: int, b: int, c: int):
    """
    Summary.

    Note:
        a: not this

    Example:
        >>> main(a: 1)

    Args:
        a: first a
        b: first b

    Returns:
        None

    Args:
        b: second b
        c: second c
    """

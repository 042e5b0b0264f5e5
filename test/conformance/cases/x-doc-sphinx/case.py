from prefect import flow


@flow
def main(a: int, b: int):
    """Sum.

    :param a: the a
    :type a: int
    @param b: the b

    Parameters
    ----------
    a : int
        The a.
    """

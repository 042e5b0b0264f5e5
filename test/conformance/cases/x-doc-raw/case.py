from prefect import flow


@flow
def main(a: int, path: str = "c:\\x"):
    r"""Sum \n of \d.

    Args:
        a: the \alpha
        path: like C:\dir
    """

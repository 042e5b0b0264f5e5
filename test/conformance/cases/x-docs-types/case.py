from prefect import flow

@flow
def main(path: str, n: int = 1, flag: bool = False, items: list = None, opts: dict = None, last=None):
    """Do a thing.

    With ``code`` and *stars*, `links <http://x>`_.

    Args:
        path (str): The path: to read.
            It may be relative.

            - a list
            - of things
        n (:obj:`int`, optional): How many.
          Continued by two.
        flag: If ``True``: yes.
        items (list[dict[str, int]] | None): Items
        opts (dict, optional)
            : odd
        last: (no type) text

    Returns:
        The result.

    Yields:
        Nothing.

    Todo:
        * nothing

    .. note:: a directive
    """

from prefect import flow

@flow
def main(a, b: int = 1, c=None, d="x", e=1, f=2, g=3, *args, **kwargs):
    """Summary line.

    Longer text: with a colon.
    Note:
        A note.

    Args:
        a: plain
        b (int): typed: with colon
        c (Optional[Dict[str, int]], optional): brackets, in types. Defaults to None.
        d (str, default "x"):
            below
            more
                deeper

            after blank
        e : space before
        f(int): no space
        `g`: in ticks
        *args: the rest
        **kwargs: the named
        unknown: not there

    Raises:
        ValueError: never

    Returns:
        int: nothing

    Args:
        e: second time

    Example:
        >>> main(1)
    """

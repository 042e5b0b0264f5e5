from prefect import flow


@flow
def main(a: int, b: str = "x", c: dict = {}, d: list = [], e: int = 1, f: int = 2):
    """Summary line.

    More text: with a colon.

      Args:
        not: a section

    Args:
        a (int): The a: with colon
            and more
              deeper
        b (str, optional): b text

            after a blank line
        c:
            on the next line
        d: `code: x` and "quotes"
         e: one more space
        f : space before

    Returns:
        int: nothing

    Raises:
        ValueError: never
    """

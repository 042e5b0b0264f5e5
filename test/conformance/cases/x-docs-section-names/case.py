from prefect import flow

@flow
def main(a, b, c, d):
    """Title.

    args:
        a: lower case

    Args: trailing
        b: after text

    ARGS:
        c: capitals

      Args:
        d: indented heading
    """

from prefect import flow

def helper(x) -> "NotThere":
    pass

@flow
def main(a: int, b: "str" = "x") -> "Missing":
    """Returns."""

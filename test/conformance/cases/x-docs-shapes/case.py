from prefect import flow

@flow
def main(first, second, third, fourth):
    """Args:
        first: right at the top
        second:
        third - not an entry
        fourth:no space
    Keyword Arguments:
        first: overridden?

    Attributes:
        second: attribute
    """

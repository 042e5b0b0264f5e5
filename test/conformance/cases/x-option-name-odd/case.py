from prefect import flow

@flow(name="a/b%c&d>e<f")
def main(x: int = 1):
    pass

from prefect import flow

class pipeline:
    def __init__(self, **options):
        self.options = options
    def __call__(self, fn):
        return flow(fn, **self.options)

@pipeline(name="by class", retries=1)
def main(a: int, b: str = "x"):
    """Doc."""

import functools
from prefect import flow

def company_flow(_fn=None, *, team="core", **options):
    def wrap(fn):
        options.setdefault("name", f"{team}/{fn.__name__}")
        options.setdefault("retries", 3)
        return flow(**options)(fn)
    return wrap if _fn is None else wrap(_fn)

data_flow = functools.partial(company_flow, team="data", log_prints=True)

@data_flow(description="Chained")
def main(x: int, y: float = 0.5):
    """Doc of main."""

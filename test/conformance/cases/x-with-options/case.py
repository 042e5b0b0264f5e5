from base import etl, fn
from prefect import flow, Flow

inner = flow(fn, name="inner")
renamed = inner.with_options(retries=2, description="Renamed", log_prints=True)
main = renamed.with_options(name="final", timeout_seconds=5, validate_parameters=False)
other = etl.with_options(name="other")
made = Flow(fn, name="made")

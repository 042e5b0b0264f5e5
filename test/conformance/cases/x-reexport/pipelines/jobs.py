from prefect import flow as _flow
from .models import Settings, DEFAULT
from .sub.util import name_of

@_flow(name=name_of("nightly"))
def nightly(settings: Settings = DEFAULT, n: int = Settings().n):
    """Nightly job.

    Args:
        settings: all of them
    """

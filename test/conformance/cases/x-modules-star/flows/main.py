from lib import *
from lib import _hidden, helpers
from lib.models import Config as Conf

from prefect import flow


@flow(name=NAME, version=VERSION)
def main(c: Conf, limit: int = LIMIT, hidden: int = _hidden, f: float = helpers.RATIO, k: "Kind" = Kind.A):
    pass

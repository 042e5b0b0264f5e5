from pipelines import nightly as main, models as _m
from pipelines.models import Settings

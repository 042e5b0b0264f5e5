"""Package."""
from .jobs import nightly
from . import models
__all__ = ["nightly", "models"]

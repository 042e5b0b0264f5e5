from .consts import LIMIT, NAME
from .models import Kind
from . import helpers

__all__ = ["LIMIT", "NAME", "VERSION", "Kind"]
VERSION = f"{NAME}-1"
_hidden = 9

from . import consts

RATIO = consts.LIMIT / 4

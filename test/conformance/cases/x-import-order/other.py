import case as c
LATE = getattr(c, "LIMIT", 0) + 1
def get():
    return c.LIMIT * 2

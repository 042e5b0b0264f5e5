NAME = "star"
LIMIT = 10 ** 3

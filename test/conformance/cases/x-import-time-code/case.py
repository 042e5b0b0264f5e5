from collections import defaultdict

from prefect import flow

TABLE = {}
for index, name in enumerate(["a", "b", "c"], start=1):
    TABLE[name] = index
    if index == 2:
        continue
    TABLE.setdefault("odd", []).append(name)

groups = defaultdict(list)
for k, v in sorted(TABLE.items(), key=lambda kv: str(kv[1]), reverse=True):
    groups[type(v).__name__].append(k)


def counter():
    total = 0

    def add(n):
        nonlocal total
        total += n
        return total

    return add


add = counter()
add(3)
a, *rest = [add(4), 1, 2]
while a > 5:
    a -= 2
else:
    a *= 10
matrix = [[x * y for x in range(3)] for y in range(2) if y]
text = "-".join(f"{n:>3}" for n in TABLE if len(n) == 1)
if (n := len(text)) > 3:
    text += f"{n!r:0>4}"
del rest[0]


@flow
def main(t: dict = TABLE, g: dict = groups, a: int = a, m: list = matrix, s: str = text, r: list = rest, u: set = {3, 1, 2}):
    pass

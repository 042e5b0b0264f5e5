import math
import os
import string
import sys
from collections import Counter, OrderedDict, defaultdict, namedtuple
from functools import reduce
from itertools import chain, product
from operator import itemgetter
from typing import Any
from prefect import flow

Pt = namedtuple("Pt", "x y")
rows = [{"a": 1, "b": 2}, {"a": 3, "b": 4}]

@flow
def main(a=math.pi, b=math.sqrt(16), c=round(2.675, 2), d=1 if rows else 2, e=[r["a"] for r in rows if r["b"] > 2], f={**rows[0], "c": 3}, g=[*range(3), *"ab"], h="a" "b" f"{1 + 1}", i=not [],
         j=max(rows, key=itemgetter("b"))["a"], k=sum(x * y for x, y in product([1, 2], repeat=2)), l=list(chain.from_iterable([[1], [2]])), m=dict(Counter("hello")), n=reduce(lambda p, q: p * q, range(1, 6)),
         o=Pt(1, 2), p=Pt(1, 2).x, q=string.ascii_lowercase[:3], r=os.path.join("a", "b"), s=int("ff", 16), t=bin(5), u="%05.2f|%s" % (3.14159, None), v="{:>5}|{x!r}".format("a", x="y"), w=divmod(7, 3), x=7 // -2, y=-7 % 3,
         z=2 ** -1, aa=1_000, ab=0b101, ac=1e-7, ad=1e22, ae=123456789.123456789, af=b"\xffraw", ag="\N{BULLET}\u00e9\x41", ah=..., ai=NotImplemented, aj=slice(1, 2), ak=print, al=lambda: 1, am=object, an=float("nan"), ao=-float("inf"), ap=[1, [2, (3, {4})]], aq={"k": {"n": None}}, ar=(), as_=frozenset({1}), at=range(3), au=sys.maxsize):
    pass

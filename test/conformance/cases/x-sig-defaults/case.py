from functools import partial, lru_cache
from prefect import flow, task

@task
def t(x):
    return x

class K:
    X = 3
    def __repr__(self):
        return "K"
    @staticmethod
    def s(v=2):
        return v * 2
    @property
    def p(self):
        return 5

@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def counter(start, *steps, by=1, **named):
    total = start
    for step in steps:
        if step < 0:
            continue
        total += step * by
    while total > 100:
        total -= 10
    return total + len(named)

@flow
def main(a=K.X, b=K.s(), c=K().p, d=fib(10), e=counter(1, 2, -3, by=2, z=1), f=partial(int, base=2)("101"), g=t, h=K, i=K(), j=[K.X] * 3, k=K.s, l=(lambda v: v + 1)(1), m=sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]), n=dict(zip("ab", range(2))), o="{0[x]}-{1.X}".format({"x": 1}, K)):
    pass

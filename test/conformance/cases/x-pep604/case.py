import collections.abc as abc
from collections import OrderedDict, defaultdict, deque
from prefect import flow

Alias = int | str
Nested = list[Alias] | dict[str, Alias] | None

@flow
def main(a: Alias, b: Nested = None, c: type[int] | None = None, d: abc.Sequence[int] = (), e: abc.Mapping[str, int] = {}, f: abc.Callable[[int], str] | None = None,
         g: deque[int] = deque([1]), h: defaultdict[str, list[int]] = defaultdict(list), i: OrderedDict[str, int] = OrderedDict(a=1), j: frozenset[str] = frozenset(),
         k: abc.Set[int] = frozenset({1}), l: abc.Iterable[str] = [], m: tuple[()] = (), n: tuple[int, ...] | None = None, o: set[int] | list[int] = set()):
    pass

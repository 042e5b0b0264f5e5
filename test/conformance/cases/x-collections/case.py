import collections
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, MutableSequence, Sequence, Set
from typing import DefaultDict, Deque, Dict, FrozenSet, List

from prefect import flow


@flow
def main(
    a: deque,
    b: deque[int],
    c: Deque[str],
    d: frozenset,
    e: FrozenSet[int],
    f: Mapping,
    g: Mapping[str, int],
    h: MutableMapping[str, list[int]],
    i: defaultdict[str, int],
    j: DefaultDict[str, list[int]],
    k: Counter[str],
    l: OrderedDict[str, int],
    m: Sequence[int],
    n: Sequence,
    o: Iterable[int],
    p: Set[int],
    q: MutableSequence[str],
    r: Dict,
    s: List,
    t: dict[str, dict[str, int]],
    u: deque[int] = deque([1, 2], maxlen=3),
    v: defaultdict = defaultdict(list, a=[1]),
    w: Counter = Counter("aab"),
    x: OrderedDict = OrderedDict(a=1, b=2),
    y: frozenset[int] = frozenset([3]),
    z: Mapping[str, int] = {"q": 1},
):
    pass

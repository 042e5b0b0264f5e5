from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from logging import Logger, getLogger
from typing import Any, Awaitable, Callable, Hashable, Iterator, NoReturn, Pattern, Protocol, Sized, Type, runtime_checkable
import re
import threading
from prefect import flow

@runtime_checkable
class Named(Protocol):
    name: str

class Repo(ABC):
    @abstractmethod
    def get(self): ...

class Impl(Repo):
    def __init__(self, url="x"):
        self.url = url
    def get(self):
        return 1

@flow
def main(a: Named, b: Repo, c: Impl = Impl(), d: Callable[[int], str] = str, e: Type[Repo] = Impl, f: Pattern = re.compile("a+"), g: Any = object(), h: Logger = None, i: Callable = print, j: Hashable = 1, k: Sized = (), l: re.Pattern[str] = re.compile(r"\d"), m: threading.Thread = None, n: AbstractContextManager = None, o: object = 3, p: type = int, q: Exception = None):
    pass

from typing import ClassVar, Optional
from prefect import flow

class Base:
    TABLE: ClassVar[str] = "t"
    @classmethod
    @flow(name="inherited")
    def shared(cls, x: int = 1):
        """Shared."""

class Jobs(Base):
    LIMIT = 10
    class Inner:
        DEEP = [1, 2]
        @staticmethod
        @flow
        def run(a: list = DEEP):
            """Inner."""
    @classmethod
    @flow(name="nightly-{}".format(LIMIT))
    def nightly(cls, limit: int = LIMIT, table: "Optional[str]" = None, *, dry: bool = False):
        """Nightly.

        Args:
            cls: no
            limit: the limit
        """
    @flow
    def plain(self, z: int):
        pass

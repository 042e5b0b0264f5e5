from prefect import flow

class Base:
    @classmethod
    @flow(name="inherited")
    def shared(cls, x: int = 1):
        """Shared."""

class Jobs(Base):
    pass

from prefect import flow


class Base:
    SIZE = 3

    @flow
    def run(self, n: int = SIZE, *, deep: bool = False):
        """Run it.

        Args:
            n: how many
        """


class Child(Base):
    pass

from prefect import flow

class Base:
    def run(self, x: int = 1):
        """Base text.

        Args:
            x: from base
        """

class Sub(Base):
    @staticmethod
    @flow
    def run(x: int = 1, y: str = "b"):
        """
        Sub text.

          Indented more.

        Args:
          x: two spaces
          y: two
            spaces
        """

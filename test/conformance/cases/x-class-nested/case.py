from prefect import flow

class Outer:
    SIZE = 4
    class Inner:
        N = 2
        @staticmethod
        @flow(retries=N)
        def run(a: int = N * 2):
            """Nested."""

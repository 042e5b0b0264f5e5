from prefect import flow

@flow
def main(n: int = 3):
    def inner():
        yield 1
    f = lambda: (yield)
    class C:
        x = [i for i in range(3)]
    return list(inner())

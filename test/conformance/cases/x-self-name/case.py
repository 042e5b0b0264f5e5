from prefect import flow

@flow
def main(self, x: int, cls: str = "c", y: int = 2):
    pass

from prefect import flow
LIMIT = 3
import other

@flow
def main(x: int = other.get(), y: int = other.LATE):
    pass

from prefect import flow

@flow
def main(x: int = 1):
    "one " "two"
    "three"

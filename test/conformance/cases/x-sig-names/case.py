from prefect import flow


@flow(validate_parameters=False)
def main(schema: int, copy: str = "c", json: dict = {}, dict: int = 1, fields: list = [], model_fields: int = 2, cls: int = 3, validate: bool = True, класс: int = 1):
    pass

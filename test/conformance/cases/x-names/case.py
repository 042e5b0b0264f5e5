from prefect import flow

@flow
def main(type: int = 1, id: str = "x", schema: int = 1, fields: int = 2, model_fields: int = 3, validate: int = 4, construct: int = 5, self_: int = 6, args: int = 7, kwargs: int = 8, model_name: str = "m", title: str = "t", default: int = 9, class_: int = 10, json: dict = {}, copy: bool = True, register: int = 11):
    pass

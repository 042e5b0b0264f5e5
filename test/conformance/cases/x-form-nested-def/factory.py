from prefect import flow

class Registry(dict):
    def add(self, f):
        self[f.name] = f
        return f

def build(name, /, *, extra=(), **options):
    default = sum(extra)

    @flow(name=f"built-{name}", **options)
    def inner(x: int = default, y: list = list(extra)):
        """Inner doc."""
    return inner

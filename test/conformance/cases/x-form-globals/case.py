from prefect import flow

TABLES = {"users": 2, "orders": 5}

def make(table, n):
    @flow(name=f"load {table}")
    def run(limit: int = n, table: str = table):
        pass
    run.__doc__ = table
    return run

for _t, _n in TABLES.items():
    globals()[f"load_{_t}"] = make(_t, _n)

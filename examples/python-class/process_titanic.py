import csv


def survived(path: str) -> float:
    """The share of passengers who survived."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    return sum(int(row["survived"]) for row in rows) / len(rows)

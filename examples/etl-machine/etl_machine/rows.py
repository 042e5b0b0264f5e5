Row = dict[str, int]


def numbered(count: int) -> list[Row]:
    return [{"number": number} for number in range(count)]

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Optional, Union

from annotated_types import Ge, Gt, Interval, Le, Lt, MultipleOf
from pydantic import (
    Field,
    FiniteFloat,
    NegativeInt,
    NonNegativeFloat,
    NonPositiveInt,
    PositiveFloat,
    PositiveInt,
    StrictInt,
    condecimal,
    confloat,
    conint,
)

from prefect import flow


@flow
def main(
    a: Annotated[int, Field(gt=1, le=10, multiple_of=2)],
    b: Annotated[float, Field(ge=0.5, lt=1e3, allow_inf_nan=False)],
    c: Annotated[Decimal, Field(max_digits=5, decimal_places=2, gt=Decimal("0.1"))],
    d: Annotated[int, Interval(gt=0, lt=5)],
    e: Annotated[int, Gt(1), Lt(10), MultipleOf(3)],
    f: conint(gt=1, multiple_of=5),
    g: confloat(ge=0, le=1),
    h: condecimal(max_digits=4),
    i: PositiveInt,
    j: NonPositiveInt,
    k: NegativeInt = -1,
    l: PositiveFloat = 1.5,
    m: NonNegativeFloat = 0,
    n: FiniteFloat = 2.0,
    o: StrictInt = 3,
    p: Annotated[Optional[int], Field(ge=1)] = None,
    q: Optional[Annotated[int, Field(ge=1)]] = None,
    r: Annotated[Union[int, str], Field(ge=1)] = 2,
    s: Annotated[bool, Field(description="flag")] = True,
    t: Annotated[list[Annotated[int, Ge(1), Le(5)]], Field(min_length=1, max_length=4)] = [1],
    u: Annotated[float, Field(gt=1)] = 2,
    v: Annotated[Fraction, Field(gt=0)] = Fraction(1, 2),
    w: Annotated[Annotated[int, Field(gt=1)], Field(gt=2, lt=9)] = 4,
):
    pass

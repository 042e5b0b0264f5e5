from typing import Annotated, Dict, List, Optional, Union
from annotated_types import Ge, Gt, Interval, Le, Len, Lt, MinLen, MaxLen, MultipleOf, Predicate
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints, WithJsonSchema, WrapValidator, PlainValidator, Strict, SkipValidation, InstanceOf, ImportString
from prefect import flow

Positive = Annotated[int, Field(gt=0)]
Small = Annotated[Positive, Field(lt=10, description="small one")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=9, pattern="^[a-z]+$", strip_whitespace=True, to_lower=True)]
Names = Annotated[List[Name], Len(1, 3)]
Clean = Annotated[str, BeforeValidator(str.strip), AfterValidator(lambda v: v), Field(title="Clean!")]
Json = Annotated[dict, WithJsonSchema({"type": "object", "x": 1})]
Serial = Annotated[int, PlainSerializer(lambda v: str(v), return_type=str)]
Plain = Annotated[int, PlainValidator(lambda v: v)]

@flow
def main(a: Small, b: Name, c: Names, d: Clean = "x", e: Json = {}, f: Serial = 3, g: Plain = 1,
         h: Annotated[int, Interval(gt=1, le=5)] = 2, i: Annotated[Optional[int], Ge(0)] = None, j: Optional[Annotated[int, Le(9), MultipleOf(3)]] = None,
         k: Annotated[Union[int, str], Field(description="both")] = 1, l: Annotated[str, MinLen(1), MaxLen(3)] = "x", m: Annotated[float, Gt(0.5), Lt(9)] = 1,
         n: Annotated[int, "just text", 3] = 3, o: Dict[Name, Positive] = {}, p: Annotated[bool, Strict()] = True, q: Annotated[Annotated[int, Ge(1)], Ge(2)] = 5,
         r: Annotated[List[int], Field(min_length=1, max_length=2, examples=[[1]])] = [1], s: SkipValidation[int] = 1, t: Annotated[str, Predicate(str.isalpha)] = "x", u: Annotated[dict, MinLen(1)] = {"a": 1}):
    """Annotated.

    Args:
        a: from doc
        d: also from doc
        k: doc k
    """

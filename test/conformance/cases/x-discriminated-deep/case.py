from enum import Enum
from typing import Annotated, Dict, List, Literal, Optional, Union
from pydantic import BaseModel, Field, Tag, Discriminator
from prefect import flow

class Kind(str, Enum):
    A = "a"
    B = "b"

class Cat(BaseModel):
    pet: Literal["cat"]
    lives: int = 9

class Dog(BaseModel):
    pet: Literal["dog", "puppy"]
    good: bool = True

class Lizard(BaseModel):
    pet: Literal["reptile", "lizard"]
    scales: bool

class EnumA(BaseModel):
    kind: Literal[Kind.A]

class EnumB(BaseModel):
    kind: Literal[Kind.B] = Kind.B

Pet = Annotated[Union[Cat, Dog, Lizard], Field(discriminator="pet", description="any pet")]
E = Annotated[Union[EnumA, EnumB], Field(discriminator="kind")]

class Owner(BaseModel):
    first: Pet
    rest: List[Pet] = []
    named: Dict[str, Pet] = {}
    maybe: Optional[Pet] = None
    e: E = EnumB()

@flow
def main(p: Pet, ps: List[Pet] = [], maybe: Optional[Pet] = None, o: Optional[Owner] = None, e: E = EnumB(), q: Union[Cat, Dog] = Field(discriminator="pet")):
    """Pets.

    Args:
        p: the pet
        ps: more of them
    """

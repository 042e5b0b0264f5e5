from ipaddress import IPv4Address, IPv4Network, IPv6Address
from typing import Dict, List, Optional
from pydantic import AnyUrl, AwareDatetime, Base64Str, ByteSize, DirectoryPath, FilePath, FutureDate, HttpUrl, IPvAnyAddress, Json, JsonValue, NaiveDatetime, NewPath, NonNegativeInt, PastDate, PositiveFloat, PostgresDsn, RedisDsn, SecretStr, StrictBool, StrictInt, UUID4, conint, conlist, constr, condecimal, conset
from prefect import flow

@flow
def main(a: AnyUrl, b: HttpUrl = "https://example.org", c: Optional[AwareDatetime] = None, d: Base64Str = "YQ==", e: ByteSize = 5, f: FilePath = "x", g: List[DirectoryPath] = [], h: Dict[str, PositiveFloat] = {},
         i: IPvAnyAddress = "127.0.0.1", j: Json = "{}", k: Json[List[int]] = "[1]", l: JsonValue = {"a": 1}, m: StrictInt = 1, n: StrictBool = True, o: UUID4 = None, p: conint(gt=1) = 2, q: conlist(int, min_length=1) = [1], r: constr(pattern="a") = "a",
         s: condecimal(max_digits=3) = 1, t: conset(int, max_length=2) = {1}, u: PostgresDsn = "postgres://x", v: RedisDsn = None, w: IPv4Address = IPv4Address("1.2.3.4"), x: IPv4Network = IPv4Network("10.0.0.0/8"), y: IPv6Address = None, z: PastDate = None, aa: FutureDate = None, ab: NewPath = None, ac: NonNegativeInt = 0, ad: NaiveDatetime = None):
    pass

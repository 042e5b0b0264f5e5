from pydantic import (
    AnyUrl,
    AwareDatetime,
    Base64Bytes,
    ByteSize,
    DirectoryPath,
    FilePath,
    FutureDate,
    HttpUrl,
    IPvAnyAddress,
    Json,
    PastDatetime,
    PostgresDsn,
    SecretBytes,
    SecretStr,
    UUID4,
)

from prefect import flow


@flow
def main(
    a: AnyUrl,
    b: HttpUrl,
    c: PostgresDsn,
    d: SecretStr,
    e: SecretBytes,
    f: FilePath,
    g: DirectoryPath,
    h: AwareDatetime,
    i: PastDatetime,
    j: FutureDate,
    k: UUID4,
    l: Json,
    m: Json[list[int]],
    n: Base64Bytes,
    o: IPvAnyAddress,
    q: SecretStr = SecretStr("pw"),
    r: HttpUrl = "https://example.org",
    s: SecretStr = "plain",
):
    pass

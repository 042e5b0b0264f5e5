import type { Core } from "./core.ts";

const url: Core = { type: "url" };
const hosts: Core = { type: "multi-host-url" };
const format = (name: string): Core => ({ type: "string-format", format: name });
const limited = (core: Core, length: bigint): Core => ({ ...core, constraints: { max_length: length } });

/** Schemas of the classes that pydantic brings, by module and name. */
export const librarySchemas: Readonly<Record<string, Core>> = {
  "pydantic.SecretStr": { type: "str", updates: { format: "password", writeOnly: true } },
  "pydantic.SecretBytes": { type: "str", updates: { format: "password", writeOnly: true } },
  "pydantic.AnyUrl": url,
  "pydantic.AnyHttpUrl": url,
  "pydantic.HttpUrl": limited(url, 2083n),
  "pydantic.AnyWebsocketUrl": url,
  "pydantic.WebsocketUrl": limited(url, 2083n),
  "pydantic.FileUrl": url,
  "pydantic.FtpUrl": url,
  "pydantic.PostgresDsn": hosts,
  "pydantic.CockroachDsn": url,
  "pydantic.AmqpDsn": url,
  "pydantic.RedisDsn": url,
  "pydantic.MongoDsn": hosts,
  "pydantic.KafkaDsn": url,
  "pydantic.NatsDsn": hosts,
  "pydantic.MySQLDsn": url,
  "pydantic.MariaDBDsn": url,
  "pydantic.IPvAnyAddress": format("ipvanyaddress"),
  "pydantic.IPvAnyInterface": format("ipvanyinterface"),
  "pydantic.IPvAnyNetwork": format("ipvanynetwork"),
  "pydantic.FilePath": format("file-path"),
  "pydantic.DirectoryPath": format("directory-path"),
  "pydantic.NewPath": format("path"),
  "pydantic.Json": { type: "json", schema: { type: "any" } },
  "pydantic.AwareDatetime": { type: "datetime" },
  "pydantic.NaiveDatetime": { type: "datetime" },
  "pydantic.PastDatetime": { type: "datetime" },
  "pydantic.FutureDatetime": { type: "datetime" },
  "pydantic.PastDate": { type: "date" },
  "pydantic.FutureDate": { type: "date" },
  "pydantic.ByteSize": {
    type: "any",
    updates: {
      anyOf: [
        { type: "string", pattern: "^\\s*(\\d*\\.?\\d+)\\s*(\\w+)?" },
        { type: "integer", minimum: 0n },
      ],
    },
  },
  "pydantic.JsonValue": {
    type: "any",
    ref: { id: "pydantic.JsonValue", short: "JsonValue", long: "JsonValue" },
  },
  "pydantic.UUID1": format("uuid1"),
  "pydantic.UUID3": format("uuid3"),
  "pydantic.UUID4": format("uuid4"),
  "pydantic.UUID5": format("uuid5"),
  "pydantic.Base64Str": format("base64"),
  "pydantic.Base64Bytes": format("base64"),
  "pydantic.Base64UrlStr": format("base64url"),
  "pydantic.Base64UrlBytes": format("base64url"),
};

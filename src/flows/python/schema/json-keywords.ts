/** The JSON schema keywords of pydantic's constraints on numbers. */
export const numericKeywords: Readonly<Record<string, string>> = {
  multiple_of: "multipleOf",
  le: "maximum",
  ge: "minimum",
  lt: "exclusiveMaximum",
  gt: "exclusiveMinimum",
};

/** The JSON schema keywords of pydantic's constraints on strings. */
export const textKeywords: Readonly<Record<string, string>> = {
  min_length: "minLength",
  max_length: "maxLength",
  pattern: "pattern",
};

/** The JSON schema keywords of pydantic's constraints on arrays. */
export const arrayKeywords: Readonly<Record<string, string>> = {
  min_length: "minItems",
  max_length: "maxItems",
};

/** The JSON schema keywords of pydantic's constraints on objects. */
export const objectKeywords: Readonly<Record<string, string>> = {
  min_length: "minProperties",
  max_length: "maxProperties",
};

/** The JSON schema formats of core types. */
export const formats: Readonly<Record<string, string>> = {
  date: "date",
  time: "time",
  datetime: "date-time",
  timedelta: "duration",
  uuid: "uuid",
  url: "uri",
  "multi-host-url": "multi-host-uri",
};

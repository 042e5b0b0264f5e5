import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Json } from "../interfaces/json.ts";
import type { Database } from "../interfaces/prefect-api.ts";
import { isObject } from "../util/stable-json.ts";
import type { Filter } from "./schemas.ts";
import type { Transport } from "./transport.ts";

const supportedMajor = "3";

/** Checks that a Prefect 3 server answers, and answers its version; Prefect Cloud has none and is always current. */
export async function readVersion(send: Transport, isCloud: boolean): Promise<string> {
  const { status, body } = await send({
    method: "GET",
    path: "/admin/version",
    accept: isCloud ? [404] : [],
  });
  if (status === 404) return "cloud";
  if (typeof body !== "string" || !/^\d+\.\d+/.test(body)) {
    throw new MetaPrefectError(
      "not-prefect",
      "the server answers GET /admin/version, but not with a version of Prefect",
      {
        hint: "check PREFECT_API_URL: it is the address of Prefect's API and mostly ends with /api",
      },
    );
  }
  if (body.split(".")[0] !== supportedMajor) {
    throw new MetaPrefectError("unsupported-prefect-version", `the server has Prefect ${body}`, {
      hint: `meta-prefect works with Prefect ${supportedMajor}; upgrade the server or set PREFECT_API_URL to another`,
    });
  }
  return body;
}

/** The server's clock, as the head of an answer has it. */
export async function readTime(send: Transport): Promise<number | undefined> {
  return (await send({ method: "GET", path: "/admin/version", accept: [404] })).date;
}

/**
 * Which database the server has.
 *
 * Its settings name a driver only where that was set by itself, and hide the connection URL. So a second read tells: in
 * a pattern, a backslash is an escape for PostgreSQL and a plain character for SQLite, and each server has the block
 * type "Secret". Where nothing is found the answer is SQLite, which is merely slower when it is wrong.
 */
export async function readDatabase(send: Transport): Promise<Database> {
  const settings = await send({ method: "GET", path: "/admin/settings", accept: [401, 403, 404] });
  if (settings.status !== 200) return "unknown";
  const driver = member(member(member(settings.body, "server"), "database"), "driver");
  if (typeof driver === "string") return driver.startsWith("postgresql") ? "postgresql" : "sqlite";
  const filter = { block_types: { name: { like_: "s\\ecret" } } } satisfies Filter<"/block_types/filter">;
  const { body } = await send({ method: "POST", path: "/block_types/filter", body: { ...filter, limit: 1 } });
  return Array.isArray(body) && body.length > 0 ? "postgresql" : "sqlite";
}

function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}

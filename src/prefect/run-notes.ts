import { z } from "zod";
import type { Json } from "../interfaces/json.ts";
import type { NewLog, RunApi } from "../interfaces/run-api.ts";
import { isObject } from "../util/stable-json.ts";
import { path } from "./path.ts";
import { reader } from "./run-answers.ts";
import type { Transport } from "./transport.ts";

type Notes = Pick<
  RunApi,
  | "writeLogs"
  | "emitEvents"
  | "createArtifact"
  | "patchArtifact"
  | "readVariable"
  | "writeVariable"
  | "readBlock"
>;

const listOfAny = z.array(z.unknown());

/** What a run leaves on the server, and the values that it asks for. */
export function createRunNotes(send: Transport): Notes {
  return {
    writeLogs: async (logs) => {
      if (logs.length === 0) return;
      const body = logs.map((log) => ({ ...log }));
      await send({ method: "POST", path: "/logs/", body, isDone: () => isWritten(send, logs) });
    },
    emitEvents: async (events) => {
      if (events.length > 0) await send({ method: "POST", path: "/events", body: events });
    },
    createArtifact: async (artifact) => {
      // Nothing tells two artifacts of the same words apart, so after a lost answer there may be a second version.
      const { body } = await send({
        method: "POST",
        path: "/artifacts/",
        body: JSON.parse(JSON.stringify(artifact)) as Json,
      });
      return reader.identified(body, "an artifact");
    },
    patchArtifact: async (id, data) => {
      await send({ method: "PATCH", path: path`/artifacts/${id}`, body: { data } });
    },
    readVariable: async (name) => {
      const { status, body } = await send({
        method: "GET",
        path: path`/variables/name/${name}`,
        accept: [404],
      });
      return status === 404 || !isObject(body) ? undefined : (body["value"] ?? null);
    },
    writeVariable: async (name, value, tags) => {
      const body = { name, value, tags };
      const accept = [404];
      const changed = await send({ method: "PATCH", path: path`/variables/name/${name}`, body, accept });
      // Who was faster made it; what is wanted is that it has this value.
      if (changed.status === 404) await send({ method: "POST", path: "/variables/", body, accept: [409] });
    },
    readBlock: async (type, name) => {
      const { status, body } = await send({
        method: "GET",
        path: path`/block_types/slug/${type}/block_documents/name/${name}` + "?include_secrets=true",
        accept: [404],
      });
      if (status === 404 || !isObject(body) || !isObject(body["data"])) return undefined;
      return { id: reader.identified(body, "a block").id, data: body["data"] };
    },
  };
}

/** Lines of one request are stored together or not at all, and no two have the same instant: the last one tells. */
async function isWritten(send: Transport, logs: readonly NewLog[]): Promise<boolean> {
  const last = logs.at(-1);
  if (last === undefined) return true;
  const { body } = await send({
    method: "POST",
    path: "/logs/filter",
    body: {
      logs: {
        flow_run_id: { any_: [last.flow_run_id] },
        timestamp: { after_: last.timestamp, before_: last.timestamp },
      },
      limit: 1,
    },
  });
  return listOfAny.safeParse(body).data?.length === 1;
}

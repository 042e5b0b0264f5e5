import type { BareClient } from "./bare-client.ts";

const page = 200;

/** Reads all deployments, and all flows, of the flows with a tag, and nothing else; answers how many deployments. */
export async function bulkRead({ send }: BareClient, tag: string): Promise<number> {
  const flows = { tags: { all_: [tag] } };
  await readAll(send, "/flows/filter", flows);
  return readAll(send, "/deployments/filter", flows);
}

async function readAll(send: BareClient["send"], path: string, flows: unknown): Promise<number> {
  for (let offset = 0; ; offset += page) {
    const items = await send("POST", path, { flows, limit: page, offset });
    const count = Array.isArray(items) ? items.length : 0;
    if (count < page) return offset + count;
  }
}

import { z } from "zod";
import { block, secret } from "../../../src/kit.ts";
import { raw, read } from "../prefect.ts";
import { plain, settled, type Kind } from "./kind.ts";

const typed = z.looseObject({ id: z.string() });
const document = z.looseObject({ id: z.string(), data: z.looseObject({}) });

/** The type of a slug, and its schema. */
async function typeAndSchema(slug: string): Promise<{ readonly type: string; readonly schema: string }> {
  const { id: type } = await read("GET", `/block_types/slug/${slug}`, typed);
  const filter = { block_schemas: { block_type_id: { any_: [type] } } };
  const [schema] = await read("POST", "/block_schemas/filter", z.array(typed).min(1), filter);
  return { type, schema: schema?.id ?? "" };
}

/** A block with all that is in it, secrets included. */
export function readBlock(slug: string, name: string): Promise<z.output<typeof document>> {
  return read("GET", `/block_types/slug/${slug}/block_documents/name/${name}?include_secrets=true`, document);
}

/** Somebody's block. */
export async function makeBlock(
  slug: string,
  name: string,
  data: Readonly<Record<string, string>>,
): Promise<void> {
  const { type, schema } = await typeAndSchema(slug);
  await raw("POST", "/block_documents/", { name, data, block_type_id: type, block_schema_id: schema });
}

const canary = "canary-of-the-contract";

/** Blocks as the contract suite sees them: one with a secret and one inside of another. */
export const blockKind: Kind = {
  kind: "block",
  declare: (project) => {
    const credentials = block({
      type: "aws-credentials",
      name: `${project}-keys`,
      fields: { region_name: "eu-west-1", aws_secret_access_key: secret.plain(canary) },
    });
    const bucket = block({
      type: "s3-bucket",
      name: project,
      fields: { bucket_name: "ours", credentials: { $ref: credentials.name } },
    });
    return plain(project, {}, [credentials, bucket]);
  },
  look: async (project) => settled(await readBlock("s3-bucket", project)),
  drift: async (project) => {
    const { id } = await readBlock("s3-bucket", project);
    // Prefect forgets the credentials, as they are not sent again
    await raw("PATCH", `/block_documents/${id}`, { data: { bucket_name: "theirs" } });
  },
  foreign: (project) => makeBlock("s3-bucket", project, { bucket_name: "theirs" }),
  creates: (method, path) => method === "POST" && path.endsWith("/block_documents/"),
};

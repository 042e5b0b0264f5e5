import type {
  ApiBlockDocument,
  ApiBlockReference,
  ApiBlockSchema,
  ApiBlockType,
  BlocksApi,
} from "../interfaces/api-block.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import { isObject } from "../util/stable-json.ts";
import { readAnswer } from "./answer-reader.ts";
import { createOnce } from "./create-once.ts";
import type { Lister } from "./paging.ts";
import { path } from "./path.ts";
import type { Filter, Schema, Sort } from "./schemas.ts";
import type { Transport } from "./transport.ts";

/** Prefect's block types, their schemas and documents. */
export function createBlocks(send: Transport, list: Lister): BlocksApi {
  const types = (filter: Filter<"/block_types/filter">): Promise<readonly ApiBlockType[]> =>
    list({ what: "block types", path: "/block_types/filter", filter: asJson(filter), read: readType });
  const documents = (filter: Filter<"/block_documents/filter">): Promise<readonly ApiBlockDocument[]> =>
    list({
      what: "blocks",
      path: "/block_documents/filter",
      sort: "BLOCK_TYPE_AND_NAME_ASC" satisfies Sort<"/block_documents/filter">,
      filter: asJson(filter),
      read: readDocument,
    });
  const get = async (id: string, secrets: boolean): Promise<ApiBlockDocument | undefined> => {
    const query = secrets ? "?include_secrets=true" : "";
    const answer = await send({
      method: "GET",
      path: `${path`/block_documents/${id}`}${query}`,
      accept: [404],
    });
    return answer.status === 404 ? undefined : readDocument(answer.body);
  };
  return {
    types: async (slugs) =>
      slugs.length === 0 ? [] : types({ block_types: { slug: { any_: [...slugs] } } }),
    allTypes: () => types({}),
    createType: async (body) =>
      readType(await createOnce(send, "/block_types/", body, thing("block type", body["slug"]))),
    patchType: async (id, body) => {
      await send({ method: "PATCH", path: path`/block_types/${id}`, body });
    },
    deleteType: async (id) => {
      await send({ method: "DELETE", path: path`/block_types/${id}`, accept: [404] });
    },
    schemas: async (typeIds) =>
      typeIds.length === 0
        ? []
        : list({
            what: "block schemas",
            path: "/block_schemas/filter",
            filter: asJson({
              block_schemas: { block_type_id: { any_: [...typeIds] } },
            } satisfies Filter<"/block_schemas/filter">),
            read: readSchema,
          }),
    createSchema: async (body) => {
      const answer = await send({ method: "POST", path: "/block_schemas/", body });
      return readSchema(answer.body);
    },
    named: async (names) =>
      names.length === 0
        ? []
        : documents({ block_documents: { name: { any_: [...names] } }, include_secrets: true }),
    ofType: (typeId) => documents({ block_documents: { block_type_id: { any_: [typeId] } } }),
    get: (id) => get(id, true),
    getMasked: (id) => get(id, false),
    create: async (body) =>
      readDocument(await createOnce(send, "/block_documents/", body, thing("block", body["name"]))),
    patch: async (id, body) => {
      await send({ method: "PATCH", path: path`/block_documents/${id}`, body });
    },
    delete: async (id) => {
      await send({ method: "DELETE", path: path`/block_documents/${id}`, accept: [404] });
    },
  };
}

/** A filter was held to Prefect's description; what is optional in it is absent, never undefined. */
function asJson(filter: object): JsonObject {
  return filter as JsonObject;
}

function thing(kind: string, name: Json | undefined): string {
  return typeof name === "string" ? `${kind} "${name}"` : kind;
}

function readType(answer: Json | undefined): ApiBlockType {
  const type = readAnswer<Schema<"BlockType">>(answer, "a block type");
  return {
    id: type.text("id"),
    name: type.text("name"),
    slug: type.text("slug"),
    logo_url: type.textOrNull("logo_url"),
    documentation_url: type.textOrNull("documentation_url"),
    description: type.textOrNull("description"),
    is_protected: type.truth("is_protected"),
  };
}

function readSchema(answer: Json | undefined): ApiBlockSchema {
  const schema = readAnswer<Schema<"BlockSchema">>(answer, "a block schema");
  return {
    id: schema.text("id"),
    block_type_id: schema.textOrNull("block_type_id") ?? "",
    created: schema.textOrNull("created") ?? "",
    version: schema.text("version"),
    fields: schema.object("fields"),
    capabilities: schema.texts("capabilities"),
  };
}

function readDocument(answer: Json | undefined): ApiBlockDocument {
  const document = readAnswer<Schema<"BlockDocument">>(answer, "a block");
  return {
    id: document.text("id"),
    name: document.textOrNull("name") ?? "",
    updated: document.textOrNull("updated") ?? "",
    block_type_id: document.text("block_type_id"),
    block_schema_id: document.text("block_schema_id"),
    data: document.object("data"),
    references: Object.entries(document.object("block_document_references")).flatMap(readReference),
  };
}

/* `{ field: { block_document: { id, name, block_type: { slug } } } }`, and no more than `object` is described. */
function readReference([field, value]: readonly [string, Json]): readonly ApiBlockReference[] {
  const other = isObject(value) ? value["block_document"] : undefined;
  const { id, name, block_type: type } = isObject(other) ? other : {};
  const slug = isObject(type) ? type["slug"] : undefined;
  if (typeof id !== "string") return [];
  return [
    { field, id, name: typeof name === "string" ? name : "", type: typeof slug === "string" ? slug : "" },
  ];
}

/**
 * The operations of Prefect's REST API that the client uses, and, for the read-by-POST ones, the keys of their bodies.
 * Prefect ignores unknown keys of such a body (a typo selects everything), so only these keys get a type.
 */
const operations: Readonly<Record<string, readonly string[] | "whole body">> = {
  "GET /csrf-token": "whole body",
  "POST /block_types/filter": ["block_types", "limit", "offset"],
  "POST /block_types/": "whole body",
  "PATCH /block_types/{id}": "whole body",
  "DELETE /block_types/{id}": "whole body",
  "POST /block_schemas/": "whole body",
  "POST /block_schemas/filter": ["block_schemas", "limit", "offset"],
  "POST /block_documents/": "whole body",
  "POST /block_documents/filter": [
    "block_documents",
    "block_types",
    "include_secrets",
    "limit",
    "offset",
    "sort",
  ],
  "POST /block_documents/count": ["block_documents", "block_types"],
  "GET /block_documents/{id}": "whole body",
  "PATCH /block_documents/{id}": "whole body",
  "DELETE /block_documents/{id}": "whole body",
  "POST /flows/": "whole body",
  "PATCH /flows/{id}": "whole body",
  "POST /flows/filter": ["flows", "limit", "offset", "sort"],
  "POST /flows/count": ["flows"],
  "POST /deployments/": "whole body",
  "GET /deployments/{id}": "whole body",
  "PATCH /deployments/{id}": "whole body",
  "DELETE /deployments/{id}": "whole body",
  "GET /deployments/name/{flow_name}/{deployment_name}": "whole body",
  "POST /deployments/filter": ["flows", "deployments", "limit", "offset", "sort"],
  "POST /deployments/count": ["flows", "deployments", "work_pools"],
  "POST /deployments/{id}/schedule": "whole body",
  "GET /deployments/{id}/schedules": "whole body",
  "POST /deployments/{id}/schedules": "whole body",
  "PATCH /deployments/{id}/schedules/{schedule_id}": "whole body",
  "DELETE /deployments/{id}/schedules/{schedule_id}": "whole body",
  "POST /deployments/{id}/create_flow_run": "whole body",
  "POST /automations/": "whole body",
  "GET /automations/{id}": "whole body",
  "PUT /automations/{id}": "whole body",
  "PATCH /automations/{id}": "whole body",
  "DELETE /automations/{id}": "whole body",
  "POST /automations/filter": ["automations", "limit", "offset", "sort"],
  "POST /automations/count": ["automations"],
  "DELETE /automations/owned-by/{resource_id}": "whole body",
  "POST /work_pools/": "whole body",
  "PATCH /work_pools/{name}": "whole body",
  "DELETE /work_pools/{name}": "whole body",
  "POST /work_pools/filter": ["work_pools", "limit", "offset"],
  "POST /work_pools/count": ["work_pools"],
  "GET /collections/views/{view}": "whole body",
  "POST /work_pools/{work_pool_name}/queues": "whole body",
  "PATCH /work_pools/{work_pool_name}/queues/{name}": "whole body",
  "DELETE /work_pools/{work_pool_name}/queues/{name}": "whole body",
  "POST /work_pools/{work_pool_name}/queues/filter": ["limit", "offset"],
  "POST /work_pools/{work_pool_name}/workers/filter": ["limit", "offset"],
  "DELETE /work_pools/{work_pool_name}/workers/{name}": "whole body",
  "POST /v2/concurrency_limits/": "whole body",
  "GET /v2/concurrency_limits/{id_or_name}": "whole body",
  "PATCH /v2/concurrency_limits/{id_or_name}": "whole body",
  "DELETE /v2/concurrency_limits/{id_or_name}": "whole body",
  "POST /concurrency_limits/": "whole body",
  "GET /concurrency_limits/tag/{tag}": "whole body",
  "DELETE /concurrency_limits/tag/{tag}": "whole body",
  "POST /variables/": "whole body",
  "PATCH /variables/name/{name}": "whole body",
  "DELETE /variables/name/{name}": "whole body",
  "POST /variables/filter": ["variables", "limit", "offset", "sort"],
  "POST /variables/count": ["variables"],
  "GET /flow_runs/{id}": "whole body",
  "POST /flow_runs/filter": ["flow_runs", "limit", "offset", "sort"],
  "POST /logs/filter": ["logs", "limit", "offset", "sort"],
};

type Node = Readonly<Record<string, unknown>>;

/** An OpenAPI document with the operations and schemas that the client uses, and no prose. */
export interface PrunedDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Node>>;
  readonly components: { readonly schemas: Readonly<Record<string, Node>> };
}

/**
 * Keeps of a server's OpenAPI document what the client uses.
 *
 * @param document the answer of `GET /openapi.json` at the API root
 * @returns the pruned document, and the operations that this server does not have
 */
export function pruneOpenApi(document: unknown): {
  readonly pruned: PrunedDocument;
  readonly missing: readonly string[];
} {
  const paths: Record<string, Record<string, unknown>> = {};
  const missing: string[] = [];
  const source = nodeAt(document, "components", "schemas");
  const schemas: Record<string, Node> = {};
  const queue: string[] = [];

  for (const [operation, body] of Object.entries(operations)) {
    const [method = "", path = ""] = operation.split(" ");
    const found = nodeAt(document, "paths", path)[method.toLowerCase()];
    if (found === undefined) {
      missing.push(operation);
      continue;
    }
    const kept = withoutProse(onlySuccess(found));
    (paths[path] ??= {})[method.toLowerCase()] = kept;
    const name = referencesIn(nodeAt(kept, "requestBody"))[0];
    if (body !== "whole body" && name !== undefined) {
      const schema = withoutProse(nodeAt(source, name));
      const properties = nodeAt(schema, "properties");
      schemas[name] = {
        ...schema,
        properties: Object.fromEntries(body.map((key) => [key, properties[key]])),
      };
      queue.push(...referencesIn(schemas[name]));
    }
    queue.push(...referencesIn(kept));
  }
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (schemas[name] !== undefined) continue;
    const schema = withoutProse(nodeAt(source, name));
    schemas[name] = schema;
    queue.push(...referencesIn(schema));
  }
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  const info = { title: "the part of Prefect's REST API that meta-prefect uses", version: "3" };
  return { pruned: { openapi: "3.1.0", info, paths, components: { schemas: sorted } }, missing };
}

function nodeAt(value: unknown, ...keys: readonly string[]): Node {
  let node = value;
  for (const key of keys) node = isNode(node) ? node[key] : undefined;
  return isNode(node) ? node : {};
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Drops the answers that are errors: they all have one shape, which the transport reads. */
function onlySuccess(operation: unknown): Node {
  const node = nodeAt(operation);
  const responses = Object.entries(nodeAt(node, "responses")).filter(([status]) => status.startsWith("2"));
  return { ...node, responses: Object.fromEntries(responses) };
}

const prose = new Set(["description", "title", "examples", "example", "summary", "tags", "operationId"]);

/** Without texts for readers; the keys of `properties` are names, not texts. */
function withoutProse(node: Node, namesOnly = false): Node {
  const entries = Object.entries(node)
    .filter(([key, value]) => namesOnly || !prose.has(key) || isNode(value))
    .map(([key, value]) => [key, strip(value, !namesOnly && key === "properties")] as const);
  return Object.fromEntries(entries);
}

function strip(value: unknown, namesOnly: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item, false));
  return isNode(value) ? withoutProse(value, namesOnly) : value;
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === "$ref" && typeof child === "string" ? [child.split("/").at(-1) ?? ""] : referencesIn(child),
  );
}

import { isMetaPrefectError, MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { ApiBlockSchema, ApiBlockType } from "../../interfaces/api-block.ts";
import type { BlockTypeSpec } from "../../interfaces/block.ts";
import type { ApplyContext, Comparison, Driver, Finding } from "../../interfaces/driver.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import { equalJson } from "../../util/stable-json.ts";
import { compareDeclared } from "../declared-fields.ts";
import { isOurs } from "../is-ours.ts";
import { ownershipFinding } from "../ownership-finding.ts";
import { schemaOf } from "./schema-of.ts";

/** A block type as it was found or made. */
export interface ObservedBlockType {
  readonly id: string;
  /** Of the schema that is as declared; undefined when Prefect has none. */
  readonly schemaId: string | undefined;
  readonly name: string;
  readonly described: JsonObject;
  readonly isProtected: boolean;
}

interface Step {
  readonly id: string | null;
  readonly create: JsonObject;
  readonly patch: JsonObject;
  /** Absent when Prefect has the schema. */
  readonly schema?: JsonObject;
  readonly spec: BlockTypeSpec & JsonObject;
}

/**
 * How block types are observed and written. Types are shared by nature and a schema is only ever added, so one that
 * exists is not refused, unless it were to change what another project declares; Prefect's own are never touched, and only a type that we made is deleted.
 */
export const blockTypeDriver: Driver<BlockTypeSpec, ObservedBlockType> = {
  kind: "block-type",
  check: ({ spec }) => checkType(spec),
  observe: async (components, _project, { api }) => {
    const types = await api.blocks.types(components.map(({ name }) => name));
    const schemas = await api.blocks.schemas(types.map(({ id }) => id));
    return new Map(
      components.flatMap(({ name, spec, external }) => {
        const type = types.find(({ slug }) => slug === name);
        if (type === undefined) return [];
        const found = external === true ? undefined : sameSchema(spec, type, schemas);
        return [[`block-type:${name}`, observedType(type, found?.id)]];
      }),
    );
  },
  isRemembered: ({ id }, entry) => isOurs(id, entry),
  compare: ({ name, spec }, observed, context): Comparison => {
    const { ledger } = context;
    const described = describe(spec);
    const entry = { f: Object.keys(described) };
    const schema = {
      fields: schemaOf(spec),
      capabilities: [...(spec.capabilities ?? [])],
      version: "non-versioned",
    };
    // What `spec` holds is JSON.
    const plain = spec as BlockTypeSpec & JsonObject;
    if (observed === undefined) {
      const create = { name: spec.name, slug: spec.slug, ...described };
      return {
        action: "create",
        fields: [{ path: "name", want: spec.name }],
        step: { id: null, create, patch: {}, schema, spec: plain } satisfies Step,
        ledger: { before: entry, after: entry },
      };
    }
    const kept = ledger === undefined ? undefined : { ...entry, i: ledger["i"] ?? observed.id };
    const fields = observed.isProtected
      ? []
      : compareDeclared(
          described,
          observed.described,
          { description: null, logo_url: null, documentation_url: null },
          ledger,
        );
    if (fields.length === 0 && observed.schemaId !== undefined) {
      return { action: "none", ...(kept !== undefined && { ledger: kept }) };
    }
    if (observed.isProtected) {
      const message = `block type ${name} is Prefect's own and has another schema`;
      const diagnostics = [
        { code: "invalid-block-type", message, hint: "use it without declaring it, or choose another slug" },
      ];
      return { action: "refuse", diagnostics };
    }
    const ifForeign = "declare it as that project does, or choose another slug";
    const owned = { kind: "block type", name, owner: context.claimedBy ?? context.owner };
    const refusal = ownershipFinding({ ...owned, ifUnowned: ifForeign, ifForeign }, context);
    if (refusal !== undefined) return { action: "refuse", diagnostics: [refusal] };
    const patch = Object.fromEntries(fields.map((field) => [field.path, field.want]));
    return {
      action: "update",
      fields: [
        ...fields,
        ...(observed.schemaId === undefined ? [{ path: "schema", want: schema.fields }] : []),
      ],
      step: {
        id: observed.id,
        create: {},
        patch,
        ...(observed.schemaId === undefined && { schema }),
        spec: plain,
      } satisfies Step,
      ...(kept !== undefined && { ledger: { before: kept, after: kept } }),
    };
  },
  apply: async ({ name, step }, context) => {
    const { id, create, patch, schema, spec } = step as unknown as Step;
    const { blocks } = context.api;
    const typeId = id ?? (await made(create, name, context));
    if (Object.keys(patch).length > 0) await blocks.patchType(typeId, patch);
    if (schema !== undefined) await blocks.createSchema({ ...schema, block_type_id: typeId });
    const [type] = await blocks.types([name]);
    if (type === undefined) throw gone(name);
    return observedType(type, sameSchema(spec, type, await blocks.schemas([type.id]))?.id);
  },
  remember: (entry, { id }) => ({ ...entry, i: id }),
  orphans: async (wanted, owners, known, { api }, entryOf) => {
    const names = known
      .filter((key) => key.startsWith(prefix) && !wanted.has(key))
      .map((key) => key.slice(prefix.length));
    if (names.length === 0) return [];
    const types = await api.blocks.types(names);
    return types.flatMap((type) => {
      const owner = owners.find((one) => entryOf(one, prefix + type.slug)?.["i"] === type.id);
      const orphan = { kind: "block-type", name: type.slug, step: { id: type.id } };
      return owner === undefined || type.is_protected ? [] : [{ ...orphan, owner }];
    });
  },
  remove: async ({ name, step }, { api }) => {
    const { id } = step as { readonly id: string };
    const [document] = await api.blocks.ofType(id);
    if (document !== undefined) {
      throw new MetaPrefectError(
        "still-used",
        `block type ${name} has a block ${document.name}, which would go with it`,
        {
          hint: "delete its blocks first",
        },
      );
    }
    await api.blocks.deleteType(id);
  },
};

const prefix = "block-type:";

function checkType(spec: BlockTypeSpec): readonly Finding[] {
  const shown = JSON.stringify(spec.slug);
  const invalid = (message: string, hint: string): Finding => ({ code: "invalid-block-type", message, hint });
  return [
    ...(/^[a-z0-9-]+$/.test(spec.slug)
      ? []
      : [
          invalid(
            `the slug ${shown} has other characters than a-z, 0-9 and -`,
            "Prefect takes no others in a slug",
          ),
        ]),
    ...(/^prefect/i.test(spec.name) || spec.name.trim() === ""
      ? [
          invalid(
            `a block type cannot be called ${JSON.stringify(spec.name)}`,
            'names that begin with "prefect" are reserved',
          ),
        ]
      : []),
  ];
}

function describe({ description, logoUrl, documentationUrl }: BlockTypeSpec): JsonObject {
  return {
    ...(description !== undefined && { description }),
    ...(logoUrl !== undefined && { logo_url: logoUrl }),
    ...(documentationUrl !== undefined && { documentation_url: documentationUrl }),
  };
}

function sameSchema(
  spec: BlockTypeSpec,
  type: ApiBlockType,
  schemas: readonly ApiBlockSchema[],
): ApiBlockSchema | undefined {
  const wanted = schemaOf(spec);
  return schemas.find(
    ({ block_type_id: of, fields, capabilities }) =>
      of === type.id &&
      equalJson(fields, wanted) &&
      equalJson([...capabilities].sort(), [...(spec.capabilities ?? [])].sort()),
  );
}

function observedType(type: ApiBlockType, schemaId: string | undefined): ObservedBlockType {
  const { description, logo_url, documentation_url } = type;
  const described = { description, logo_url, documentation_url };
  return { id: type.id, schemaId, name: type.name, described, isProtected: type.is_protected };
}

async function made(body: JsonObject, slug: string, { api }: ApplyContext): Promise<string> {
  try {
    return (await api.blocks.createType(body)).id;
  } catch (thrown) {
    if (!isMetaPrefectError(thrown) || thrown.code !== "already-exists") throw thrown;
  }
  const [type] = await api.blocks.types([slug]);
  if (type !== undefined) return type.id;
  throw new MetaPrefectError(
    "already-exists",
    `another block type is called ${JSON.stringify(body["name"])} already`,
    {
      hint: "give the type another name",
    },
  );
}

function gone(name: string): MetaPrefectError {
  return new MetaPrefectError("gone", `block type ${name} was deleted while it was being changed`, {
    hint: "run deploy again",
  });
}

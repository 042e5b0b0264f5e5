import { z } from "zod";
import { automation } from "../../../src/kit.ts";
import { raw, read } from "../prefect.ts";
import { anything, plain, type Kind } from "./kind.ts";

const found = z.looseObject({ id: z.string(), name: z.string(), created: z.string(), trigger: anything });

/** All automations of a name, without what Prefect makes anew at each write; sets in one order. */
export async function automationsNamed(
  name: string,
  api?: string,
): Promise<readonly z.output<typeof found>[]> {
  const filter = { automations: { name: { any_: [name] } } };
  const all = await read("POST", "/automations/filter", z.array(found), filter, api);
  return z.array(found).parse(
    JSON.parse(
      JSON.stringify(all, (key, value: unknown) => {
        if (key === "updated" || (key === "id" && value !== all.find(({ id }) => id === value)?.id))
          return undefined;
        return Array.isArray(value) && value.every((item) => typeof item === "string")
          ? [...value].sort()
          : value;
      }),
    ),
  );
}

/** Automations as the contract suite sees them: one that names the deployment of the same run. */
export const automationKind: Kind = {
  kind: "automation",
  declare: (project) => {
    const own = `${project}-flow/main`;
    return plain(project, {}, [
      automation({
        name: `${project} again`,
        description: "ours",
        trigger: {
          type: "sequence",
          within: "PT1H",
          triggers: [
            { expect: ["b.done", "a.done", "a.done"], for_each: ["y", "x"], match: { kind: ["b", "a"] } },
            {
              posture: "Proactive",
              expect: ["prefect.flow-run.Completed"],
              match_related: [{ "prefect.resource.id": { deployment: own } }],
              within: 60,
            },
          ],
        },
        actions: [
          { type: "run-deployment", deployment: own, parameters: { day: "{{ event.resource.id }}" } },
        ],
      }),
    ]);
  },
  look: (project) => automationsNamed(`${project} again`),
  drift: async (project) => {
    const [one] = await automationsNamed(`${project} again`);
    if (one === undefined) throw new TypeError("nothing to drift");
    const { id, created: _created, ...body } = one;
    const trigger = { type: "event", posture: "Reactive", expect: ["theirs"] };
    await raw("PUT", `/automations/${id}`, z.record(z.string(), z.json()).parse({ ...body, trigger }));
  },
  foreign: (project) =>
    raw("POST", "/automations/", {
      name: `${project} again`,
      trigger: { type: "event", posture: "Reactive", expect: ["theirs"] },
      actions: [{ type: "do-nothing" }],
    }),
  creates: (method, path) => method === "POST" && path.endsWith("/automations/"),
};

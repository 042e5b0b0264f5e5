import type { Decorator } from "../../interfaces/flow-builder.ts";
import type { Json } from "../../interfaces/json.ts";
import { makeDecorator } from "../make-decorator.ts";
import { preview, type PreviewInput } from "../preview.ts";
import { differenceLines, differencesOf, plain } from "./differences.ts";

/** Why a law of recipes is broken; undefined when it holds. */
export type Breach = string | undefined;

/** Wrapping twice makes what wrapping once does. */
export function idempotent(decorator: Decorator, input?: PreviewInput): Breach {
  const twice = makeDecorator([...decorator.layers, ...decorator.layers]);
  return breach("wrapping twice makes something else", made(decorator, input), made(twice, input));
}

/** The order of two recipes makes no difference. */
export function commuting(one: Decorator, other: Decorator, input?: PreviewInput): Breach {
  const [inside, outside] = [
    makeDecorator([...one.layers, ...other.layers]),
    makeDecorator([...other.layers, ...one.layers]),
  ];
  return breach("the order makes a difference", made(inside, input), made(outside, input));
}

/** What people switch in Prefect stays: whether a deployment is paused, and which of its schedules are on. */
export function keepingToggles(decorator: Decorator, input?: PreviewInput): Breach {
  const before = input?.deployment ?? {};
  const { deployment } = preview(decorator, input);
  const switched = [
    ...(deployment.paused !== before.paused ? ["paused"] : []),
    ...(deployment.schedules ?? [])
      .filter(({ slug, active }) => active !== before.schedules?.find((one) => one.slug === slug)?.active)
      .map(({ slug }) => `schedules.${slug}.active`),
  ];
  if (switched.length === 0) return undefined;
  return `it declares ${switched.join(" and ")}, so every deploy switches back what people switched`;
}

function made(decorator: Decorator, input: PreviewInput | undefined): Json {
  const { deployment, components } = preview(decorator, input);
  const names = components.map(({ kind, name }) => `${kind}:${name}`);
  return plain({
    deployment: { ...deployment, tags: sorted(deployment.tags) },
    components: sorted([...new Set(names)]),
  });
}

/** Tags are a set to Prefect. */
function sorted(texts: readonly string[] = []): readonly string[] {
  return [...texts].sort();
}

function breach(why: string, expected: Json, other: Json): Breach {
  const differences = differencesOf(expected, other, false);
  return differences.length === 0 ? undefined : `${why}:\n${differenceLines(differences)}`;
}

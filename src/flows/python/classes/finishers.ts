import type { Finish } from "./class-statement.ts";
import { finishEnum } from "./enum.ts";
import { finishModel } from "./finish-model.ts";
import { finishNamedTuple } from "./named-tuple.ts";
import { finishTypedDict } from "./typed-dict.ts";
import { finishV1Model } from "./v1-model.ts";

/** What finishes a class, by the flavour that its bases give it. */
export const finishers: ReadonlyMap<string, Finish> = new Map([
  ["enum", finishEnum],
  ["model", finishModel],
  ["v1-model", finishV1Model],
  ["typed-dict", finishTypedDict],
  ["named-tuple", finishNamedTuple],
]);

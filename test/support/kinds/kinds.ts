import { automationKind } from "./automation.ts";
import { globalConcurrencyLimitKind, tagConcurrencyLimitKind } from "./concurrency-limit.ts";
import { blockKind } from "./block.ts";
import { blockTypeKind } from "./block-type.ts";
import { deploymentKind } from "./deployment.ts";
import { flowKind } from "./flow.ts";
import type { Kind } from "./kind.ts";
import { variableKind } from "./variable.ts";
import { workPoolKind } from "./work-pool.ts";
import { workQueueKind } from "./work-queue.ts";

/** Every kind that the contract suite runs over; a new kind is a file beside this one and a line here. */
export const kinds: readonly Kind[] = [
  flowKind,
  workPoolKind,
  workQueueKind,
  blockKind,
  blockTypeKind,
  variableKind,
  globalConcurrencyLimitKind,
  tagConcurrencyLimitKind,
  deploymentKind,
  automationKind,
];

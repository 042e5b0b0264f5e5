import type { ComponentForm } from "../interfaces/component-form.ts";
import { automationForm } from "./automation/form.ts";
import { blockForm, blockTypeForm } from "./block/form.ts";
import { clusterWorkerForm } from "./cluster-worker/form.ts";
import { globalConcurrencyLimitForm, tagConcurrencyLimitForm } from "./concurrency-limit/form.ts";
import { externalForm } from "./external-form.ts";
import { variableForm } from "./variable/form.ts";
import { workPoolForm } from "./work-pool/form.ts";
import { workQueueForm } from "./work-queue/form.ts";

/** The form of each kind of component that the project file may declare by itself. */
export const componentForms: readonly ComponentForm[] = [
  automationForm,
  blockForm,
  blockTypeForm,
  clusterWorkerForm,
  externalForm,
  globalConcurrencyLimitForm,
  tagConcurrencyLimitForm,
  variableForm,
  workPoolForm,
  workQueueForm,
];

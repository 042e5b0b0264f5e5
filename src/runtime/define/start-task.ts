import { randomUUID } from "node:crypto";
import { currentScope } from "../context/scope.ts";
import { TaskFuture } from "../engine/future.ts";
import type { TaskCall, TaskDefinition } from "./task-definition.ts";

/** Begins a task run, as part of the flow run that the calling code is in. */
export function startTask<Result>(definition: TaskDefinition, call: TaskCall): TaskFuture<Result> {
  const id = randomUUID();
  // The engine is not needed to deploy a flow, and a program may declare many tasks.
  const end = import("../engine/call-task.ts").then(({ callTask }) => callTask(definition, call, id));
  currentScope()?.flow?.tasks.add(end);
  return new TaskFuture<Result>(id, end);
}

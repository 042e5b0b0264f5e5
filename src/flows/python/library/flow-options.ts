/** The options of `@flow`, in the order of its signature. */
export const flowOptions = [
  "name",
  "version",
  "flow_run_name",
  "retries",
  "retry_delay_seconds",
  "task_runner",
  "description",
  "timeout_seconds",
  "validate_parameters",
  "persist_result",
  "result_storage",
  "result_serializer",
  "cache_result_in_memory",
  "log_prints",
  "on_completion",
  "on_failure",
  "on_cancellation",
  "on_crashed",
  "on_running",
] as const;

/** The options of `@flow` that take functions to call when a run changes its state. */
export const flowHooks = [
  "on_completion",
  "on_failure",
  "on_cancellation",
  "on_crashed",
  "on_running",
] as const;

/** Under which attribute the flow keeps an option. */
export function stored(key: string): string {
  return key.startsWith("on_")
    ? `${key}_hooks`
    : key === "validate_parameters"
      ? "should_validate_parameters"
      : key;
}

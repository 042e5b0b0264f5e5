import { expect, it } from "vitest";
import { systemClock } from "../../../src/hosts/system-clock.ts";

it("rejects a sleep with the reason of the abort", async () => {
  const controller = new AbortController();
  const sleeping = systemClock.sleep(60_000, controller.signal);
  const reason = new TypeError("enough");
  controller.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
  await expect(systemClock.sleep(60_000, controller.signal)).rejects.toBe(reason);
});

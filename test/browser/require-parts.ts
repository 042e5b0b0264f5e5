import { findChromium } from "./find-chromium.ts";

// Before vitest starts, which would tell much else besides. Nothing is skipped when a part is missing.
if ((await findChromium()) === undefined) {
  process.stderr.write(
    "the tests in a browser need chromium, and the PATH does not have it: apt-get install chromium\n",
  );
  process.exitCode = 1;
}

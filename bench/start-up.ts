import { createBench } from "./bench.ts";
import { measureOffline } from "./offline.ts";
import { judgeOffline } from "./targets.ts";

// What people wait for at every command: `npm run bench:start-up`. It prints and refuses nothing, as machines are noisy.
const bench = await createBench();
try {
  for (const { what, promised, measured, met } of judgeOffline(await measureOffline(bench, 5)))
    process.stdout.write(`${what}: ${measured}, promised ${promised}: ${met ? "met" : "missed"}\n`);
} finally {
  await bench.dispose();
}

import { loadServer } from "../test/support/busy-load.ts";
import { createBench } from "./bench.ts";
import { startServer } from "./servers.ts";

// What a server on SQLite answers workers, runs and deploys at the same time: `npm run bench:busy`, a minute on each.
const seconds = 60;
const bench = await createBench();
try {
  process.stdout.write(
    `| server | requests in ${String(seconds)} s | answered 5xx | slowest answer |\n| --- | ---: | ---: | ---: |\n`,
  );
  for (const kind of ["stock", "local"] as const) {
    const server = await startServer(kind, bench);
    try {
      const end = performance.now() + seconds * 1000;
      const { requests, refused, slowest } = await loadServer(server.api, () => performance.now() < end);
      const share = `${String(Math.round((100 * refused) / requests))} %`;
      process.stdout.write(
        `| ${kind} | ${String(requests)} | ${share} | ${(slowest / 1000).toFixed(1)} s |\n`,
      );
    } finally {
      await server.stop();
    }
  }
} finally {
  await bench.dispose();
}

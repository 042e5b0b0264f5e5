import { createBareClient } from "./bare-client.ts";
import { bulkRead } from "./bulk-read.ts";

const [api = "", tag = ""] = process.argv.slice(2);
const client = createBareClient(api);
process.stdout.write(String(await bulkRead(client, tag)));
client.close();

import { localRunDeployer, parameters } from "meta-prefect";
import { etl } from "./flows/etl.ts";

// Wrapping changes nothing about the flow: `etl` and `orders` can both be called, and `orders` is deployed as well.
export const orders = localRunDeployer({ name: "orders", schedule: { cron: "0 6 * * *" } })(etl);
export const large = parameters({ count: 50 })(localRunDeployer({ name: "large" })(etl));

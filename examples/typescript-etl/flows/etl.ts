import { createTableArtifact, flow, getRunLogger, task } from "meta-prefect/runtime";
import { z } from "meta-prefect/kit";

interface Order {
  readonly id: number;
  readonly cents: number;
}

/** Fails now and then, as services do; Prefect shows each try. */
let calls = 0;
const fetchOrders = task(
  { name: "fetch-orders", retries: 2, retryDelaySeconds: [0.2, 1] },
  (day: string, count: number): readonly Order[] => {
    calls++;
    if (calls === 1) throw new TypeError(`the service did not answer for ${day}`);
    return Array.from({ length: count }, (_, index) => ({ id: index + 1, cents: (index + 1) * 250 }));
  },
);

/** The same day and currency need not be asked for twice within an hour. */
const exchangeRate = task(
  { name: "exchange-rate", cachePolicy: ["inputs", "source"], cacheExpirationSeconds: 3600 },
  (_day: string, currency: string) => (currency === "EUR" ? 0.92 : 1),
);

const convert = task({ name: "convert", mapConcurrency: 4 }, (order: Order, rate: number) => ({
  ...order,
  cents: Math.round(order.cents * rate),
}));

const load = task({ name: "load", tags: ["warehouse"] }, (orders: readonly Order[]) => {
  getRunLogger().info("loaded %d orders", orders.length);
  return orders.reduce((sum, { cents }) => sum + cents, 0);
});

/** A flow of its own: it can be deployed and run alone, and is a child run where another flow calls it. */
export const report = flow(
  { name: "orders-report", parameters: z.object({ day: z.string(), total: z.number() }) },
  async ({ day, total }) => {
    await createTableArtifact({ key: "orders", description: `Orders of ${day}`, table: [{ day, total }] });
    return total;
  },
);

export const etl = flow(
  {
    name: "orders",
    description: "Loads the orders of a day.",
    logPrints: true,
    parameters: z.object({
      day: z.string().default("2026-01-31").describe("The day to load."),
      currency: z.enum(["EUR", "USD"]).default("EUR").describe("What is paid in."),
      count: z.number().int().min(1).max(100).default(5).describe("How many orders there are."),
    }),
  },
  async ({ day, currency, count }) => {
    console.log(`loading ${day} in ${currency}`);
    const orders = await fetchOrders(day, count);
    const rate = exchangeRate.submit(day, currency);
    const converted = convert.map(orders, rate);
    const total = await load(converted);
    return report({ day, total });
  },
);

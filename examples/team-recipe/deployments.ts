import { flow } from "meta-prefect";
import { nightly } from "./recipes/nightly.ts";

export const late = nightly({ team: "finance", hour: 5 })(flow("flows/invoices.py:reminders"));

/** The actions that read a whole project, each time they are called. */
export { applyFile } from "./apply-file.ts";
export { deploy } from "./deploy.ts";
export { destroy } from "./destroy.ts";
export { drift } from "./drift.ts";
export { explain } from "./explain.ts";
export { plan } from "./plan.ts";
export { render } from "./render.ts";
export { status } from "./status.ts";
export { validate } from "./validate.ts";

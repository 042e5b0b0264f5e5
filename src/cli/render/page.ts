// The same pages that actions answer with.
export { html, renderPage, renderTable } from "../../util/page.ts";

// The same pages that actions answer with.
export { html, renderPage, renderTable, type PageParts } from "../../util/page.ts";

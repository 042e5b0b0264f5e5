/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  /** Below the title, as HTML. */
  readonly body: string;
  /** Rules beyond those of every page. */
  readonly style?: string;
  /** Runs when the page is there. @default none */
  readonly script?: string;
}

/** A page that needs nothing else: dark and light follow the reader's system, no file is loaded. */
export function renderPage({ title, body, style = "", script }: PageParts): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${html(title)}</title>
<style>${usual}${style}</style></head><body><main>
<h1>${html(title)}</h1>
${body}
</main>${script === undefined ? "" : `<script>${script}</script>`}</body></html>
`;
}

/** A table whose cells are HTML; the first one of a row is its heading. What is too wide can be scrolled, also by keys. */
export function renderTable(
  label: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const head = heads.map((text) => `<th scope="col">${html(text)}</th>`).join("");
  const lines = rows.map(
    ([first = "", ...cells]) =>
      `<tr><th scope="row">${first}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
  );
  return `<div class="wide" tabindex="0" role="region" aria-label="${html(label)}"><table><thead><tr>${head}</tr></thead><tbody>
${lines.join("\n")}
</tbody></table></div>`;
}

/** Text as HTML and XML take it. */
export function html(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

// Colours are said, not left to the browser: its dark background and its links are of too little contrast for each other.
const usual = `:root{color-scheme:light dark;background:light-dark(#fff,#121212);color:light-dark(#1b1b1b,#ededed)}
a{color:light-dark(#0b57d0,#a8c7fa)}body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:1.5rem auto;padding:0 1rem}
.wide{overflow:auto}table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.3rem 1rem .3rem 0;border-bottom:1px solid #8886}
code{white-space:pre-wrap;font:.9em ui-monospace,monospace}`;

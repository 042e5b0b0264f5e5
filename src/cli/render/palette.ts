/** Colours of text; each gives its text back unchanged where there are none. */
export interface Palette {
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
}

const paint =
  (code: number) =>
  (text: string): string =>
    `\u001b[${String(code)}m${text}\u001b[39m`;
const same = (text: string): string => text;

/** No colours at all. */
export const plain: Palette = { red: same, green: same, yellow: same };
const ansi: Palette = { red: paint(31), green: paint(32), yellow: paint(33) };

/**
 * Colours for one output: `--no-color` wins over NO_COLOR, that over FORCE_COLOR, that over whether it is a terminal.
 * An empty variable counts as not set.
 */
export function palette(options: {
  readonly noColor: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
}): Palette {
  const { NO_COLOR, FORCE_COLOR, TERM } = options.env;
  if (options.noColor || NO_COLOR) return plain;
  if (FORCE_COLOR) return FORCE_COLOR === "0" || FORCE_COLOR === "false" ? plain : ansi;
  return options.isTerminal && TERM !== "dumb" ? ansi : plain;
}

/** The words of a command as a POSIX shell splits them; nothing is expanded. */
export function splitCommand(command: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let place = 0; place < command.length; place++) {
    const character = command.charAt(place);
    if (quote === undefined && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (quote === undefined && (character === '"' || character === "'")) {
      quote = character;
      word ??= "";
    } else if (character === quote) quote = undefined;
    else if (character === "\\" && quote !== "'" && place + 1 < command.length) {
      const next = command.charAt(++place);
      // Within double quotes a backslash escapes few characters, and stands for itself before others.
      word = (word ?? "") + (quote === '"' && !'"\\$`'.includes(next) ? `\\${next}` : next);
    } else word = (word ?? "") + character;
  }
  return word === undefined ? words : [...words, word];
}

import { Interpreter, type World } from "./interpreter.ts";

const shared = new Map<number, Interpreter>();

/**
 * The interpreter that a process reads its files with, one after another. Making Python's builtins and libraries takes longer than
 * reading most files.
 */
export function sharedInterpreter(world: World): Interpreter {
  const known = shared.get(world.pythonMinor);
  if (known !== undefined) {
    known.begin(world);
    return known;
  }
  const made = new Interpreter(world, true);
  shared.set(world.pythonMinor, made);
  return made;
}

/** Makes the next file begin with new libraries: after an error that may have left them half made. */
export function forgetShared(): void {
  shared.clear();
}

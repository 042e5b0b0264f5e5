import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { native, type Names } from "./library.ts";

/**
 * The names of `tempfile` that a default may use. Where no variable names another folder it is `/tmp`, the first one that Python
 * tries; whether a folder that a variable names can be written is not known here.
 */
export function tempfileNames(runtime: Runtime): Names {
  return {
    gettempdir: native("gettempdir", (call) => {
      const place = placeOf(call);
      for (const name of ["TMPDIR", "TEMP", "TMP"])
        if ((runtime.environment(name, place) ?? "") !== "")
          giveUp("unknown-environment", `the folder for temporary files, which ${name} names`, place);
      return "/tmp";
    }),
  };
}

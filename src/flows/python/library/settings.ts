import { dictOf } from "../values/basics.ts";
import { Class, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

/** The names of `pydantic_settings`. */
export function settingsNames(pydantic: Names): Names {
  const base = pydantic["BaseModel"];
  const settings = nativeClass(
    "BaseSettings",
    "pydantic_settings.main",
    base instanceof Class ? [base] : [],
    undefined,
    "model",
  );
  settings.config = new Map<string, Value>([["extra", "forbid"]]);
  settings.data.set("settings", true);
  return {
    BaseSettings: settings,
    SettingsConfigDict: native("SettingsConfigDict", (call) => dictOf([...call.kwargs]), true),
  };
}

import { Module } from "../values/value.ts";

/** `globals()`: a view of a module's names. */
export class GlobalNames extends Module {
  constructor(module: Module) {
    super(module.name, module.file);
    this.target = module;
  }

  readonly target: Module;
}

import { expect, it } from "vitest";
import { isLoopback } from "../../../src/util/is-loopback.ts";

it("only addresses of this machine are its own, not names that begin like one", () => {
  const own = [
    "http://127.0.0.1:4200/api",
    "http://127.8.0.1",
    "http://127.1",
    "http://localhost",
    "http://[::1]:4200",
  ];
  expect(own.map((address) => isLoopback(address))).toEqual(own.map(() => true));
  const others = [
    "http://127.evil.example",
    "http://127.0.0.1.evil.example",
    "http://localhost.example",
    "http://10.0.0.1",
  ];
  expect(others.map((address) => isLoopback(address))).toEqual(others.map(() => false));
});

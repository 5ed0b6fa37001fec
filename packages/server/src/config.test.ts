import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { ConfigurationError, readConfig, SETTINGS } from "./config.ts";

describe("the settings", () => {
  test("all have a default", () => {
    expect(readConfig({})).toMatchObject({
      PORT: 8080,
      HOST: "localhost",
      SESSION_HOURS: 8,
      production: false,
    });
  });

  test("that are empty count as left out", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "" })).toMatchObject({ PORT: 8080, DATABASE_URL: undefined });
  });

  test("that are wrong are all named at once, with what they must be", () => {
    const wrong = { PORT: "eighty", LOG_LEVEL: "loud", PUBLIC_URL: "akkoord", COOKIE_SECRET: "short" };
    expect(() => readConfig(wrong)).toThrow(ConfigurationError);
    for (const words of [
      "PORT must be a whole number from 0 to 65535",
      "LOG_LEVEL must be one of fatal, error",
      "PUBLIC_URL must be an address",
      "COOKIE_SECRET must be at least 32 characters",
    ]) {
      expect(() => readConfig(wrong)).toThrow(words);
    }
  });

  test("never show a secret in the message", () => {
    expect(() => readConfig({ COOKIE_SECRET: "hunter2" })).not.toThrow(/hunter2/);
  });

  test.each([
    [{ OIDC_ISSUER: "https://login.example.nl" }, "OIDC_CLIENT_ID is needed"],
    [
      { OIDC_ISSUER: "https://login.example.nl", OIDC_CLIENT_ID: "x" },
      "OIDC_CLIENT_SECRET or OIDC_CLIENT_KEY_FILE",
    ],
    [{ NODE_ENV: "production" }, "with the demo people anyone signs in as anyone"],
    [
      { NODE_ENV: "production", ALLOW_DEMO_SIGN_IN: "true", PUBLIC_URL: "http://x.example.nl" },
      "must start with https",
    ],
    [{ MIGRATION_DATABASE_URL: "postgres://x/y" }, "needs DATABASE_URL"],
  ])("that do not go together are refused: %o", (given, words) => {
    expect(() => readConfig(given)).toThrow(words);
  });

  test("allow the demo people in production only when asked for", () => {
    expect(readConfig({ NODE_ENV: "production", ALLOW_DEMO_SIGN_IN: "true" }).production).toBe(true);
  });

  test("all stand in the page for operators, with the same default", async () => {
    const page = await readFile(new URL("../../../docs/operators.md", import.meta.url), "utf8");
    const rows = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
    for (const { name, standard, meaning } of SETTINGS) {
      expect(rows).toContainEqual(["", `\`${name}\``, standard, meaning, ""]);
    }
  });
});

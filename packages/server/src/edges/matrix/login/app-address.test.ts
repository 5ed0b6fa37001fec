import { describe, expect, test } from "vitest";
import { AppRefused } from "../../../platform/errors.ts";
import { appAddress, withLoginToken } from "./app-address.ts";

const APPS = { schemes: ["element", "im.fluffychat"], hosts: [] };

describe("an application gets people back", () => {
  test.each([
    ["https://chat.example.nl/#/login", "chat.example.nl", "https://chat.example.nl"],
    ["https://chat.example.nl:8443/", "chat.example.nl:8443", "https://chat.example.nl:8443"],
    ["http://localhost:9876/back", "localhost:9876", "http://localhost:9876"],
    ["http://127.0.0.1:9876/", "127.0.0.1:9876", "http://127.0.0.1:9876"],
    ["http://[::1]:9876/", "[::1]:9876", "http://[::1]:9876"],
    ["element://connect", "element", "element:"],
    ["im.fluffychat://login", "im.fluffychat", "im.fluffychat:"],
  ])("at %s", (wanted, name, source) => {
    expect(appAddress(wanted, APPS)).toMatchObject({ name, source });
  });

  test("with the token behind whatever the address had", () => {
    const address = appAddress("https://chat.example.nl/?a=1#/login", APPS);
    expect(withLoginToken(address, "t-1")).toBe("https://chat.example.nl/?a=1&loginToken=t-1#/login");
    expect(withLoginToken(appAddress("element://connect?x=y", APPS), "t")).toBe(
      "element://connect?x=y&loginToken=t",
    );
  });
});

describe("nobody is sent to", () => {
  test.each([
    "http://chat.example.nl/",
    "http://localhost.example.nl/",
    "https://chat.example.nl@evil.example/",
    "https://user:word@chat.example.nl/",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "unknown-app://connect",
    "ELEMENT2://connect",
    "/sign-in",
    "//evil.example/",
    "https://chat.example.nl/\nSet-Cookie: a=b",
    "https:\\\\evil.example",
    " https://chat.example.nl/",
    "",
    `https://chat.example.nl/${"a".repeat(600)}`,
  ])("%j", (wanted) => {
    expect(() => appAddress(wanted, APPS)).toThrow(AppRefused);
  });

  test("a site that is not on the operator's list, when there is one", () => {
    const apps = { schemes: [], hosts: ["chat.example.nl"] };
    expect(appAddress("https://chat.example.nl/", apps).name).toBe("chat.example.nl");
    expect(() => appAddress("https://other.example.nl/", apps)).toThrow(AppRefused);
    expect(() => appAddress("element://connect", apps)).toThrow(AppRefused);
  });
});

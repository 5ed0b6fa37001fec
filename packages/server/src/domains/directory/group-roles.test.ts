import { describe, expect, test } from "vitest";
import { readGroupRoles, rolesThrough } from "./group-roles.ts";

describe("the setting for roles of groups", () => {
  test("names organisation, group and roles", () => {
    expect(readGroupRoles("bzk:Akkoord beheer=operator; SZW:CISO=security-officer, auditor")).toEqual([
      { organisation: "bzk", group: "Akkoord beheer", roles: ["operator"] },
      { organisation: "szw", group: "CISO", roles: ["security-officer", "auditor"] },
    ]);
    expect(readGroupRoles("")).toEqual([]);
    expect(readGroupRoles("bzk:a=b=operator")).toEqual([
      { organisation: "bzk", group: "a=b", roles: ["operator"] },
    ]);
  });

  test.each([
    "CISO=operator",
    "bzk:CISO",
    "bzk:=operator",
    "bzk:CISO=wizard",
    "bzk:CISO=operator,wizard",
    "*:x=operator",
  ])("cannot be %s", (text) => {
    expect(readGroupRoles(text)).toBeNull();
  });

  test("gives roles only to people of that organisation who are in that group", () => {
    const setting = readGroupRoles("bzk:Beheer=operator") ?? [];
    expect(rolesThrough(setting, "bzk", ["beheer"])).toEqual(["operator"]);
    expect(rolesThrough(setting, "szw", ["Beheer"])).toEqual([]);
    expect(rolesThrough(setting, null, ["Beheer"])).toEqual([]);
    expect(rolesThrough(setting, "bzk", ["Anders"])).toEqual([]);
  });
});

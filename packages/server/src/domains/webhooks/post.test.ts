import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isInside, post } from "./post.ts";

describe("addresses inside", () => {
  test.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.255.1",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::7f00:1",
    // Site-local, and IPv4 written into IPv6 without a mark.
    "fec0::1",
    "::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "fe80::1%eth0",
  ])("%s is one", (address) => expect(isInside(address)).toBe(true));

  test.each(["1.1.1.1", "145.21.166.10", "172.32.0.1", "2a04:9a05:4:5::1", "2606:4700::1111"])(
    "%s is none",
    (address) => expect(isInside(address)).toBe(false),
  );
});

describe("posting", () => {
  let server: Server;
  let port = 0;
  let received = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      received++;
      if (request.url === "/moved") response.writeHead(302, { location: "/" }).end();
      else if (request.url !== "/silent") response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const to = (path: string, allowPrivate = true, timeoutMs = 5_000, host = "127.0.0.1") =>
    post(`http://${host}:${port}${path}`, {}, "{}", { allowPrivate, timeoutMs });

  test("gives the status of the answer and follows no redirect", async () => {
    expect(await to("/")).toEqual({ status: 204 });
    expect(await to("/moved")).toEqual({ status: 302 });
  });

  test("says when nobody answers in time, or at all", async () => {
    expect(await to("/silent", true, 50)).toEqual({ failure: "timeout" });
    expect(await post("http://127.0.0.1:1/", {}, "{}", { allowPrivate: true, timeoutMs: 5_000 })).toEqual({
      failure: "unreachable",
    });
  });

  test("never reaches this machine or its network unless that is allowed", async () => {
    const before = received;
    const options = { allowPrivate: false, timeoutMs: 5_000 };
    for (const url of [
      `http://127.0.0.1:${port}/`,
      `https://127.0.0.1:${port}/`,
      `https://localhost:${port}/`,
      `https://[::1]:${port}/`,
      `https://[::ffff:127.0.0.1]:${port}/`,
      `https://2130706433:${port}/`,
      `https://0x7f.1:${port}/`,
    ])
      expect(await post(url, {}, "{}", options), url).toEqual({ failure: "address-not-allowed" });
    expect(received).toBe(before);
  });
});

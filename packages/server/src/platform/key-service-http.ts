import { z } from "zod";
import { KeyGone, type KeyService, KeyServiceUnavailable } from "./key-service.ts";

/** How long an answer of the key service may take. */
const PATIENCE_MS = 5_000;

const wrapped = z.object({ version: z.string().min(1).max(200), wrapped: z.base64() });
const unwrapped = z.object({ key: z.base64() });
const versioned = z.object({ version: z.string().min(1).max(200) });
const anything = z.unknown();

/**
 * A key service elsewhere, over HTTPS: a small JSON protocol in front of a hardware module or a vault. Every request is a
 * POST with `Authorization: Bearer …`, below the address of the setting:
 *
 * | path        | body                             | answer                                        |
 * | ----------- | -------------------------------- | --------------------------------------------- |
 * | `/_wrap`    | `{name, key}`                    | `{version, wrapped}`                          |
 * | `/_unwrap`  | `{name, version, wrapped}`       | `{key}`; 410 when it can never be unwrapped   |
 * | `/_destroy` | `{name}`                         | anything; afterwards `_unwrap` gives 410      |
 * | `/_renew`   | `{}`                             | `{version}`: a new master key is in use       |
 * | `/_current` | `{}`                             | `{version}`                                   |
 * | `/_retire`  | `{keep}`                         | anything; other versions need not be kept     |
 *
 * Keys and wrapped keys are in base64. What is wrapped under one name must not unwrap under another.
 *
 * @param address without a slash at the end
 * @param token what proves that it is us
 */
export function createHttpKeyService(address: string, token: string): KeyService {
  async function ask<T>(path: string, body: object, shape: z.ZodType<T>): Promise<T> {
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(`${address}/${path}`, {
        method: "POST",
        redirect: "error",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      text = await answer.text();
    } catch (error) {
      throw new KeyServiceUnavailable("the key service does not answer", error);
    }
    if (answer.status === 410) throw new KeyGone("the key service cannot unwrap this key any more");
    if (!answer.ok) throw new KeyServiceUnavailable(`the key service answered ${path} with ${answer.status}`);
    const parsed = shape.safeParse(asJson(text));
    // What it sent instead is not told: it may hold a key.
    if (!parsed.success) throw new KeyServiceUnavailable(`the key service did not answer ${path} as agreed`);
    return parsed.data;
  }

  return {
    async wrap(name, key) {
      const answer = await ask("_wrap", { name, key: Buffer.from(key).toString("base64") }, wrapped);
      return { version: answer.version, bytes: Buffer.from(answer.wrapped, "base64") };
    },
    async unwrap(name, { version, bytes }) {
      const body = { name, version, wrapped: Buffer.from(bytes).toString("base64") };
      return Buffer.from((await ask("_unwrap", body, unwrapped)).key, "base64");
    },
    async destroy(name) {
      await ask("_destroy", { name }, anything);
    },
    async renew() {
      return (await ask("_renew", {}, versioned)).version;
    },
    async current() {
      return (await ask("_current", {}, versioned)).version;
    },
    async retire(keep) {
      await ask("_retire", { keep }, anything);
    },
  };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { TemporarilyUnavailable } from "./errors.ts";

/** A key that is wrapped by a master key: only the key service can unwrap it. */
export interface WrappedKey {
  /** The version of the master key that it is wrapped with. */
  readonly version: string;
  readonly bytes: Uint8Array;
}

/**
 * Wraps keys with a master key that never leaves it, and can make single ones impossible to unwrap for good, also from
 * copies that were made before. Every key has a name; what is wrapped under one name does not unwrap under another.
 *
 * @example
 * const wrapped = await service.wrap("!abc:akkoord.example", key);
 * await service.unwrap("!abc:akkoord.example", wrapped); // key
 * await service.destroy("!abc:akkoord.example");
 */
export interface KeyService {
  /** @throws KeyServiceUnavailable */
  wrap(name: string, key: Uint8Array): Promise<WrappedKey>;
  /**
   * @throws KeyGone when the name was destroyed, or its master key is no longer there
   * @throws KeyServiceUnavailable
   */
  unwrap(name: string, wrapped: WrappedKey): Promise<Uint8Array>;
  /** Makes everything that was ever wrapped under a name impossible to unwrap. Twice is the same as once. */
  destroy(name: string): Promise<void>;
  /** Takes a new master key into use; what older versions wrapped can still be unwrapped. Returns its version. */
  renew(): Promise<string>;
  /** The version that is in use now. */
  current(): Promise<string>;
  /** Lets go of every master key but this one: what the others wrapped is gone. */
  retire(keep: string): Promise<void>;
}

/** The key cannot be unwrapped, now or ever. */
export class KeyGone extends Error {
  override readonly name = "KeyGone";
  readonly code = "key-gone";
}

/** The key service does not answer, or not as agreed; trying again later helps. */
export class KeyServiceUnavailable extends TemporarilyUnavailable {
  readonly operatorMessage: string;
  constructor(what: string, cause?: unknown) {
    super(cause);
    this.operatorMessage = what;
  }
}

export * from "./node/check-log.ts";
export * from "./node/lines.ts";
export * from "./node/signer.ts";

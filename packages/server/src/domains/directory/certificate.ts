import { sign, verify } from "node:crypto";
import { canonicalJson } from "@akkoord/policy";
import { z } from "zod";
import { type CheckpointKey, keyFromBytes, type SigningKey } from "../audit/signing-key.ts";
import type { Ended } from "./leaving.ts";

/** The name by which a certificate says what it is. */
export const CERTIFICATE_FORMAT = "akkoord-leaving-certificate/1";

const removedShape = z.strictObject({
  kind: z.string().meta({ description: "What it was, such as `session` or `room-membership`." }),
  count: z.int(),
  items: z.array(
    z.strictObject({
      id: z.string(),
      to: z.string().optional().meta({ description: "Id of the person who has it now." }),
    }),
  ),
});

/** What somebody lost when they left, and when; signed with the key of the audit trail. */
export const certificateShape = z
  .strictObject({
    format: z.literal(CERTIFICATE_FORMAT),
    id: z.uuid(),
    person: z.strictObject({ id: z.uuid(), name: z.string(), organisation: z.string().nullable() }),
    endedAt: z.iso.datetime(),
    endedBy: z
      .strictObject({ kind: z.string(), id: z.string().nullable() })
      .meta({ description: "Who ended them: a person, or a system such as `scim:…`." }),
    successor: z.string().nullable().meta({ description: "Who took over what would be nobody's." }),
    removed: z.array(removedShape),
    key: z.strictObject({
      id: z.string().meta({ description: "SHA-256 of the 32 bytes of the public key." }),
      algorithm: z.literal("Ed25519"),
      publicKey: z.string().meta({ description: "The 32 bytes in base64." }),
    }),
    signature: z.string().meta({
      description:
        "Base64 of the signature over the format, a line end, and the rest as canonical JSON (RFC 8785).",
    }),
  })
  .meta({ id: "LeavingCertificate", description: "What somebody lost when they left, and when." });

/** What somebody lost when they left, and when. */
export type Certificate = z.output<typeof certificateShape>;

/** What a certificate states. */
export interface Statement {
  readonly id: string;
  readonly person: Certificate["person"];
  readonly endedAt: Date;
  readonly endedBy: Certificate["endedBy"];
  readonly successor: string | null;
  readonly ended: readonly Ended[];
}

/** Makes and signs a certificate. */
export function makeCertificate(statement: Statement, key: SigningKey): Certificate {
  const kinds = [...new Set(statement.ended.map(({ kind }) => kind))].sort();
  const unsigned = {
    format: CERTIFICATE_FORMAT,
    id: statement.id,
    person: statement.person,
    endedAt: statement.endedAt.toISOString(),
    endedBy: statement.endedBy,
    successor: statement.successor,
    removed: kinds.map((kind) => {
      const items = statement.ended
        .filter((ended) => ended.kind === kind)
        .map(({ id, to }) => (to === undefined ? { id } : { id, to }));
      return { kind, count: items.length, items };
    }),
    key: {
      id: key.public.id,
      algorithm: "Ed25519" as const,
      publicKey: Buffer.from(key.public.bytes).toString("base64"),
    },
  } as const;
  return { ...unsigned, signature: sign(null, signedText(unsigned), key.private).toString("base64") };
}

/** Why a certificate does not hold. */
export type CertificateProblem = "unreadable" | "unknown-key" | "wrong-signature";

/** What checking a certificate found. */
export type CertificateReport =
  | { readonly intact: true; readonly certificate: Certificate; readonly pinned: boolean }
  | { readonly intact: false; readonly problem: CertificateProblem };

/** Whether a text says of itself that it is a certificate, right or wrong. */
export function saysItIsCertificate(text: string): boolean {
  return (
    asJson(text, z.looseObject({ format: z.string().startsWith("akkoord-leaving-certificate/") })) !== null
  );
}

/**
 * Checks a certificate offline.
 *
 * @param keys the only keys that count; null for the one that it names itself, which shows no more than that it is whole
 * @example checkCertificate(await readFile("certificate.json", "utf8"), readPublicKeys(pem)).intact
 */
export function checkCertificate(text: string, keys: readonly CheckpointKey[] | null): CertificateReport {
  const certificate = asJson(text, certificateShape);
  const named = certificate === null ? null : keyFromBytes(Buffer.from(certificate.key.publicKey, "base64"));
  if (certificate === null || named === null) return { intact: false, problem: "unreadable" };
  const key = (keys ?? [named]).find(({ id }) => id === certificate.key.id);
  if (key === undefined) return { intact: false, problem: "unknown-key" };
  const { signature, ...unsigned } = certificate;
  const holds = verify(null, signedText(unsigned), key.key, Buffer.from(signature, "base64"));
  if (!holds || named.id !== certificate.key.id) return { intact: false, problem: "wrong-signature" };
  return { intact: true, certificate, pinned: keys !== null };
}

/** The format goes before the text, so that nothing else that this key signs can pass for a certificate. */
function signedText(unsigned: Omit<Certificate, "signature">): Buffer {
  return Buffer.from(`${CERTIFICATE_FORMAT}\n${canonicalJson(unsigned)}`);
}

function asJson<Type>(text: string, shape: z.ZodType<Type>): Type | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

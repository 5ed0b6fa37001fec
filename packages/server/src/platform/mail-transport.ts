import { createTransport } from "nodemailer";
import type { MailText } from "./mail-text.ts";
import { plainLine } from "./plain-line.ts";

/** A mail on its way to a mail server. */
export interface OutgoingMail extends MailText {
  readonly id: string;
  readonly to: string;
}

/** How an attempt went: `result` is the status of the mail server or the kind of failure, without its words. */
export interface MailAttempt {
  readonly outcome: "taken" | "refused" | "later";
  readonly result: string;
}

/** Hands mail to a mail server. */
export interface MailTransport {
  /** Never throws: what goes wrong is in the answer. */
  send(mail: OutgoingMail): Promise<MailAttempt>;
}

/** How mail is sent. */
export interface MailServerSettings {
  /** `smtp://` or `smtps://`, with name and password where the server asks for them. */
  readonly url: string;
  /** Whom the mail is from. */
  readonly from: string;
  /** How long each step may take. */
  readonly patienceMs: number;
}

const SENDER_NAME = "Akkoord";

/**
 * How a mail server is reached: always over TLS with a certificate that holds, except on this machine.
 *
 * @throws Error when the address is none
 */
export function connectionOptions({ url, patienceMs }: Omit<MailServerSettings, "from">) {
  const server = new URL(url);
  const secure = server.protocol === "smtps:";
  const host = server.hostname.replace(/^\[|\]$/g, "");
  const onThisMachine = ["localhost", "127.0.0.1", "::1"].includes(host);
  return {
    host,
    port: server.port === "" ? (secure ? 465 : 587) : Number(server.port),
    secure,
    requireTLS: !secure && !onThisMachine,
    ignoreTLS: !secure && onThisMachine,
    tls: { minVersion: "TLSv1.2", rejectUnauthorized: true },
    ...(server.username === ""
      ? {}
      : {
          auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) },
        }),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    dnsTimeout: patienceMs,
    // Nothing that a mail says can make this server read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  } as const;
}

/** Sends mail with SMTP. */
export function createSmtpTransport(settings: MailServerSettings): MailTransport {
  const transport = createTransport(connectionOptions(settings));
  const domain = settings.from.slice(settings.from.lastIndexOf("@") + 1);
  return {
    async send({ id, to, subject, text, html }) {
      try {
        await transport.sendMail({
          // The same for every attempt, so that one which came through twice can be told.
          messageId: `<${id}@${domain}>`,
          from: { name: SENDER_NAME, address: settings.from },
          to: { name: "", address: to },
          envelope: { from: settings.from, to: [to] },
          subject: plainLine(subject),
          text,
          html,
          headers: { "Auto-Submitted": "auto-generated", "Content-Language": "nl, en" },
        });
        return { outcome: "taken", result: "taken" };
      } catch (error) {
        return readFailure(error);
      }
    },
  };
}

function readFailure(error: unknown): MailAttempt {
  const about = (key: string) => (error instanceof Error ? Reflect.get(error, key) : undefined);
  const status = about("responseCode");
  const code = about("code");
  // What the server says of this address or this text stays so; a wrong password or certificate can be mended.
  const isAboutTheMail = code === "EENVELOPE" || code === "EMESSAGE";
  const isFinal = isAboutTheMail && (typeof status !== "number" || (status >= 500 && status !== 503));
  const named = typeof code === "string" ? code : "unexpected";
  const result = isAboutTheMail && typeof status === "number" ? String(status) : named;
  return { outcome: isFinal ? "refused" : "later", result: result.slice(0, 40) };
}

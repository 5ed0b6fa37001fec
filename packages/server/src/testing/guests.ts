import type { Browser } from "./browser.ts";
import type { TestServer } from "./test-server.ts";

/** A label that the rules let guests in with. */
const OPEN_LABEL = { information: "internal", personalData: "none" };

/** Opens a room, with a label that the rules let guests in with unless another is given. @returns its id */
export async function openRoomFor(
  owner: Browser,
  name = "Woondeal",
  label: Readonly<Record<string, string>> = OPEN_LABEL,
): Promise<string> {
  const answer = await owner.post("/v1/rooms", {
    name,
    label,
    purpose: { text: "Afspraken maken", activity: "message" },
  });
  if (answer.status !== 201) throw new Error(`the room was not opened: ${await answer.text()}`);
  return (await answer.json()).id;
}

/** An invitation as the page sends it, for the days to come. */
export function newGuest(room: string, changes: Readonly<Record<string, string>> = {}) {
  return {
    room,
    name: "Lotte de Munck",
    email: "lotte@rotterdam.example",
    origin: "Gemeente Rotterdam",
    party: "public-sector",
    until: new Date(Date.now() + 20 * 24 * 3_600_000).toISOString().slice(0, 10),
    reason: "Zij kent de planning.",
    ...changes,
  };
}

/** Every mail that would have been sent, newest first: who it is for, and the paths of the links in it. */
export async function mailsAt(server: TestServer): Promise<{ to: string; text: string; links: string[] }[]> {
  const page = await (await server.visitor().get("/postvak")).text();
  return page
    .split("<article")
    .slice(1)
    .map((article) => ({
      to: /Aan: ([^<]+)</.exec(article)?.[1] ?? "",
      text: article,
      links: [...new Set([...article.matchAll(/href="(\/[^"]+)"/g)].map(([, path = ""]) => path))],
    }));
}

/** The token of the newest link in a mail to somebody. */
export async function tokenFor(server: TestServer, address: string): Promise<string> {
  const mail = (await mailsAt(server)).find(
    ({ to, links }) => to === address && links.some((link) => link.startsWith("/gast/")),
  );
  const link = mail?.links.find((path) => path.startsWith("/gast/"));
  if (link === undefined) throw new Error("there is no mail with a link");
  return link.slice("/gast/".length);
}

/** A browser in which an invited guest came in. */
export async function enteredAs(server: TestServer, address: string): Promise<Browser> {
  const browser = server.visitor();
  const answer = await browser.post("/v1/guests/_enter", { token: await tokenFor(server, address) });
  if (answer.status !== 200) throw new Error(`the guest did not come in: ${await answer.text()}`);
  await browser.noteSession();
  return browser;
}

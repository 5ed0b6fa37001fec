import { openSite, signedIn } from "/work/main/e2e/src/site.ts";
const site = await openSite({ PAGE_DIR: "/tmp/people-dist" });
for (const [tag, viewport, scheme] of [["phone", { width: 390, height: 844 }, "light"], ["desk", { width: 1280, height: 900 }, "dark"]] as const) {
  const { page } = await signedIn(site, "Ilse Demo", "/beheer/personen", { viewport, colorScheme: scheme });
  await page.getByText("Noor Demo").waitFor();
  await page.screenshot({ path: `/tmp/people-${tag}-list.png`, fullPage: tag === "desk" });
  await page.getByRole("link", { name: tag === "phone" ? "Yusuf Demo" : "Bram Demo" }).click();
  await page.getByRole("button", { name: "Beëindig toegang" }).click();
  await page.getByRole("searchbox", { name: "Zoek een collega" }).fill("demo");
  await page.getByRole("radio", { name: /Milan/ }).check();
  await page.screenshot({ path: `/tmp/people-${tag}-end.png` });
  await page.getByRole("button", { name: "Beëindig nu" }).click();
  await page.getByRole("heading", { level: 2, name: "Bewijs van vertrek" }).waitFor();
  await page.getByText("Milan Demo").waitFor();
  await page.screenshot({ path: `/tmp/people-${tag}-certificate.png`, fullPage: true });
  await page.emulateMedia({ media: "print" });
  await page.screenshot({ path: `/tmp/people-${tag}-print.png`, fullPage: true });
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${site.url}/beheer/personen/koppelingen`);
  await page.getByRole("textbox", { name: /Naam van het systeem/ }).fill("Entra ID");
  await page.getByRole("button", { name: "Maak koppeling" }).click();
  await page.getByRole("textbox", { name: "Sleutel" }).waitFor();
  await page.screenshot({ path: `/tmp/people-${tag}-clients.png`, fullPage: true });
}
await site.close();

import { existsSync } from "node:fs";
import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium as playwright } from "playwright-core";

/**
 * Starts the browser that comes inside an npm package, so that nothing has to be installed by hand:
 * the libraries that a bare machine lacks come out of the same package.
 *
 * It gets arguments of our own: the package's default list holds `--single-process`, which dies when a second page opens.
 *
 * @example
 * const browser = await launchBrowser();
 * const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
 */
export async function launchBrowser(): Promise<Browser> {
  const folder = await unpackedBrowser();
  const libraries = [join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return playwright.launch({
    executablePath: join(folder, "chromium"),
    headless: true,
    env: { ...definedEnvironment(), LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, "fonts") },
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"],
  });
}

/**
 * Where the browser is unpacked: once per version and user. It is unpacked aside and put in place whole, because test
 * processes that start together would otherwise run each other's half-written file.
 */
async function unpackedBrowser(): Promise<string> {
  const folder = join(tmpdir(), `akkoord-browser-${await browserVersion()}-${userInfo().uid}`);
  if (existsSync(folder)) return folder;
  const aside = await mkdtemp(`${folder}-`);
  const before = { TMPDIR: process.env.TMPDIR, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH };
  process.env.TMPDIR = aside;
  // The package unpacks its libraries only where it believes to run in a bare container.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x";
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    await chromium.executablePath();
  } finally {
    restore("TMPDIR", before.TMPDIR);
    restore("LD_LIBRARY_PATH", before.LD_LIBRARY_PATH);
  }
  await rename(aside, folder).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}

async function browserVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (!existsSync(file)) continue;
    const { name, version } = JSON.parse(await readFile(file, "utf8")) as { name?: string; version?: string };
    if (name === "@sparticuz/chromium" && version !== undefined) return version;
  }
  throw new Error("@sparticuz/chromium is not installed; run npm ci.");
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

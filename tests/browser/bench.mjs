// What both stories need: the program on a free port, a browser, axe, pictures.
import { spawn } from "node:child_process";
import { readFileSync, mkdirSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";

const axeFile = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const axeSource = readFileSync(axeFile, "utf8");
const shots = process.env.KOTOBUNE_BROWSER_SHOTS || "";

export class Failure extends Error {}
export function check(condition, words) {
  if (!condition) throw new Failure(words);
}

// Starts `kotobune serve` and waits for the address it prints.
export function serve(program, options) {
  const child = spawn(program, ["serve", "--port", "0", ...options],
    { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((done, fail) => {
    let said = "";
    const timer = setTimeout(() => fail(new Failure("serve prints no address")), 60000);
    child.stdout.on("data", (bytes) => {
      said += bytes;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+\/enter\?key=\S+/);
      if (!found) return;
      clearTimeout(timer);
      done({ address: found[0], child, stop: () => child.kill("SIGKILL") });
    });
    child.on("exit", (code) => fail(new Failure(`serve ended with ${code}`)));
  });
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
  });
}

export class Visitor {
  constructor(page, { scripts = true, label = "" } = {}) {
    this.page = page;
    this.scripts = scripts;
    this.label = label;
    this.faults = [];
    this.looked = new Set();
    page.setDefaultTimeout(120000);
    page.on("console", (message) => {
      // What the content policy stops is said there; a refusal of ours (4xx) is no fault.
      const text = message.text();
      if (message.type() === "error" && !text.includes("Failed to load resource")) {
        this.faults.push(`${page.url()}: console: ${text}`);
      }
    });
    page.on("pageerror", (error) => this.faults.push(`${page.url()}: ${error}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (!["127.0.0.1", ""].includes(url.hostname)) this.faults.push(`asked ${request.url()}`);
    });
  }

  // Every kind of page is looked at once by axe, and its picture kept where wanted.
  async look(name) {
    if (this.looked.has(name)) return;
    this.looked.add(name);
    if (this.scripts) await this.axe(name);
    if (shots) await this.pictures(name);
    const html = await this.page.content();
    check(html.length < 100_000, `${name} is larger than 100 kB`);
    const wide = await this.overflow();
    check(!wide, `${name} is wider than 360 pixels: ${wide}`);
  }

  async axe(name) {
    await this.page.evaluate(axeSource);
    const result = await this.page.evaluate(() => window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }));
    for (const one of result.violations) {
      if (!["serious", "critical"].includes(one.impact)) continue;
      const where = one.nodes.slice(0, 3).map((node) => node.html).join(" ");
      this.faults.push(`${name}: ${one.id} (${one.impact}): ${one.help}: ${where}`);
    }
  }

  // Nothing may be cut off on a telephone.
  async overflow() {
    if (!this.scripts) return "";
    const before = this.page.viewportSize();
    await this.page.setViewportSize({ width: 360, height: 740 });
    const wide = await this.page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= limit) return "";
      const all = [...document.querySelectorAll("body *")];
      const worst = all.find((one) => one.getBoundingClientRect().right > limit + 1);
      return worst ? worst.outerHTML.slice(0, 120) : "something";
    });
    await this.page.setViewportSize(before);
    return wide;
  }

  async pictures(name) {
    if (!existsSync(shots)) mkdirSync(shots, { recursive: true });
    const before = this.page.viewportSize();
    for (const [width, height] of [[1440, 900], [360, 740]]) {
      await this.page.setViewportSize({ width, height });
      for (const scheme of width > 360 ? ["light", "dark"] : ["light"]) {
        await this.page.emulateMedia({ colorScheme: scheme });
        const file = `${this.label}${name}-${width}-${scheme}.png`;
        await this.page.screenshot({ path: path.join(shots, file), fullPage: true });
      }
    }
    await this.page.emulateMedia({ colorScheme: "light" });
    await this.page.setViewportSize(before);
  }

  async text() {
    return this.page.locator("body").innerText();
  }
  async expect(words, where) {
    const text = await this.text();
    check(text.includes(words), `${where}: "${words}" is not on the page:\n${text.slice(0, 1500)}`);
  }
  async expectNot(words, where) {
    const html = await this.page.content();
    check(!html.includes(words), `${where}: "${words}" is on the page`);
  }
  async press(name, within = "main") {
    await this.page.locator(within).getByRole("button", { name, exact: true }).first().click();
  }
  async follow(name, within = "body") {
    await this.page.locator(within).getByRole("link", { name, exact: true }).first().click();
  }
  async fill(label, value, within = "main") {
    await this.page.locator(within).getByLabel(label).first().fill(value);
  }
  // A long work ends by itself; without scripts the page asks again.
  async untilDone() {
    for (let i = 0; i < 120; ++i) {
      await this.page.waitForLoadState();
      if (await this.page.locator("section.working").count() === 0) return;
      await this.page.waitForTimeout(500);
      if (!this.scripts) await this.page.goto(new URL("/work", this.page.url()).href);
    }
    throw new Failure("a long work does not end");
  }
}

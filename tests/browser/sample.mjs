// The practice mission, page by page: where people read Burmese, Thai and Japanese, and where the
// report has its six refusals. Only where the environment names a made mission.
import { mkdtempSync, cpSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Visitor, check, serve } from "./bench.mjs";

const pages = {
  home: "/case", exhibits: "/exhibits", burmese: "/exhibits/MS-0010", pdf: "/exhibits/MS-0004",
  thai: "/exhibits/MS-0027", sources: "/sources", consent: "/sources/W-01", minor: "/sources/W-05",
  search: "/search?q=%E1%80%85%E1%80%85%E1%80%BA%E1%80%9E%E1%80%AC%E1%80%B8", reports: "/reports",
};

export async function walkSample(browser, program) {
  const sample = process.env.KOTOBUNE_BROWSER_SAMPLE;
  if (!sample) {
    console.log("the practice mission is not walked: KOTOBUNE_BROWSER_SAMPLE names none");
    return;
  }
  // A copy: looking at a case leaves traces in its index.
  const home = mkdtempSync(path.join(os.tmpdir(), "mission-"));
  const mission = path.join(home, "tarn-valley");
  cpSync(sample, mission, { recursive: true });
  const workbench = await serve(program, ["--home", home, "--sample", mission,
    "--sample-passphrase", process.env.KOTOBUNE_BROWSER_SAMPLE_PASSPHRASE]);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const she = new Visitor(await context.newPage(), { label: "tarn-" });
  try {
    await she.page.goto(workbench.address);
    await she.look("first");
    await she.press("Open");
    await she.expect("Fictional", "the practice mission");
    for (const [name, where] of Object.entries(pages)) {
      await she.page.goto(new URL(where, she.page.url()).href);
      await she.look(name);
    }
    await she.page.goto(new URL("/reports", she.page.url()).href);
    await she.page.locator("a.key").first().click();
    await she.look("report");
    await she.page.goto(new URL("/exhibits/MS-0010?proof=1", she.page.url()).href);
    await she.look("proof");
    for (const language of ["my", "ja", "th"]) {
      await she.page.goto(new URL("/case", she.page.url()).href);
      await she.page.locator("#language").selectOption(language);
      await she.page.locator("footer button").click();
      await she.look(`home-${language}`);
    }
    check(she.faults.length === 0, she.faults.join("\n"));
    console.log("the practice mission: well");
  } finally {
    await context.close();
    workbench.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

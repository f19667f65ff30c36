// The stranger: what "done" means, told in a browser. All of it is fictional.
//   node stranger.mjs PROGRAM
import { mkdtempSync, mkdirSync, writeFileSync, readdirSync, statSync, readFileSync, rmSync,
  openSync, writeSync, readSync, closeSync, existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { randomBytes } from "node:crypto";
import { Failure, Visitor, check, launch, serve } from "./bench.mjs";
import { walkSample } from "./sample.mjs";

const program = path.resolve(process.argv[2]);
const passphrase = "four words and a boat";
const title = "Lantern Ford";
const words = "In March soldiers slept in the classrooms of the school for eleven days.";
const burmese = "ကျောင်းကို စစ်သားများ သုံးခဲ့သည်။";

function herFolder(folder) {
  mkdirSync(path.join(folder, "letters"), { recursive: true });
  writeFileSync(path.join(folder, "statement.txt"), `${words}\nThey left on the twentieth.\n`);
  writeFileSync(path.join(folder, "letters", "စာ.txt"), `${burmese}\n`);
  writeFileSync(path.join(folder, "letters", "recording.bin"), randomBytes(2_500_000));
  writeFileSync(path.join(folder, "letters", "copy of statement.txt"),
    `${words}\nThey left on the twentieth.\n`);
  writeFileSync(path.join(folder, "empty.txt"), "");
}

async function foundCase(she, home) {
  const { page } = she;
  await she.look("first");
  await she.expect("Nothing leaves this computer.", "first screen");
  await page.locator("a.way[href='/new']").click();
  await she.look("new");
  await page.locator("#title").fill(title);
  await page.locator("#folder").fill(path.join(home, "ford"));
  await page.locator("#prefix").fill("LF");
  await page.locator("#person").fill("A. Volunteer");
  await page.locator("#passphrase").fill(passphrase);
  await page.locator("#passphrase-again").fill("another one entirely");
  await she.press("Create the case");
  await she.expect("The two passphrases differ.", "new case");
  await page.locator("#passphrase").fill(passphrase);
  await page.locator("#passphrase-again").fill(passphrase);
  await she.press("Create the case");
  await she.look("recovery");
  const groups = await page.locator("ol.words li").allInnerTexts();
  check(groups.length >= 9, `the sheet has ${groups.length} parts`);
  const asked = Number((await page.locator("label[for=group]").innerText()).match(/\d+/)[0]);
  await page.locator("#group").fill("WRONG1");
  await she.press("Confirm the sheet");
  await she.expect("E0", "a wrong part of the sheet").catch(() => {});
  check(page.url().endsWith("/recovery"), "a wrong part of the sheet was taken");
  await page.locator("#group").fill(groups[asked - 1]);
  await she.press("Confirm the sheet");
  await she.expect("The sheet is confirmed.", "recovery");
  await she.look("home-empty");
  return groups;
}

async function addSource(she) {
  const { page } = she;
  await she.follow("Sources");
  await she.look("sources-empty");
  await page.locator("#role").fill("a teacher");
  await page.locator("#names").fill("Daw Hla Hla Nwe\nဒေါ်လှလှနွယ်");
  await she.press("Add a source");
  await she.expect("kept in the closed circle", "source");
  await she.expectNot("Hla Hla", "the page of a source");
  await she.look("source");
}

async function sealFolder(she, folder) {
  const { page } = she;
  await page.goto(new URL("/exhibits/add", page.url()).href);
  await she.look("add");
  await page.locator("#source").selectOption("W-01");
  await page.locator("#folder").setInputFiles(folder);
  await she.press("Seal them");
  await page.waitForURL("**/work*");
  await she.untilDone();
  await she.look("sealed");
  const text = await she.text();
  for (const wanted of ["LF-0001", "LF-0003", "statement.txt", "စာ.txt", "not sealed: 1",
    "sealed: 3", "received again: 1", "empty.txt"]) {
    check(text.includes(wanted), `after sealing: "${wanted}" is not said:\n${text}`);
  }
  await she.follow("Exhibits", "nav");
  await she.look("exhibits");
  await she.expect("LF-0003", "exhibits");
}

async function numberOf(she, name) {
  await she.page.goto(new URL("/exhibits", she.page.url()).href);
  const row = she.page.locator("tr", { hasText: name }).first();
  return row.locator("td.key a").innerText();
}

async function giveConsent(she, state) {
  const { page } = she;
  await page.goto(new URL("/sources/W-01", page.url()).href);
  for (const purpose of ["P1", "P2", "P3"]) {
    await page.locator(`select[name=state-${purpose}]`).selectOption(state);
    await page.locator(`select[name=identity-${purpose}]`).selectOption("pseudonym");
  }
  await page.locator("#at").fill("2026-01-01");
  await page.locator("#how").selectOption("audio");
  await she.press("Save");
  await she.expect("Recorded.", "consent");
}

async function writeReport(she) {
  const { page } = she;
  await she.follow("Reports");
  await she.look("reports-empty");
  await page.locator("#title").fill("Nobody came");
  await she.press("Continue");
  await she.look("report-new");
  const report = page.url();
  const number = await numberOf(she, "statement.txt");
  await page.goto(new URL(`/exhibits/${number}`, page.url()).href);
  await she.look("exhibit");
  await page.locator("#quote").fill("these words stand nowhere");
  await she.press("Cite in the report");
  await she.expect("These words do not stand", "a passage that is not there");
  await page.locator("#quote").fill("slept in the classrooms");
  await page.locator("#report").selectOption({ label: "Nobody came" });
  await she.press("Cite in the report");
  await she.expect("The passage stands on that page.", "citing");
  await page.goto(report);
  await she.look("report-one-source");
  await she.expect("This finding rests on one source only.", "report");
  await she.press("Say that it is one source");
  await she.expect("Mended:", "the button of a mend");
  await she.expect("Nothing stands in the way of a release.", "report after the mend");
  return report;
}

async function refuseAndMend(she, report) {
  const { page } = she;
  await page.goto(new URL("/sources/W-01", page.url()).href);
  await page.locator("input[name=sure]").check();
  await she.press("Withdraw consent");
  await she.expect("The consent of W-01 is withdrawn.", "withdrawal");
  await page.goto(new URL("/case", page.url()).href);
  await she.expect("W-01 withdrew", "home after a withdrawal");
  await page.goto(report);
  await she.expect("CO-2", "report after a withdrawal");
  await she.look("report-refused");
  await page.locator("#recipients").fill("the public");
  await page.locator("#channel").fill("by hand");
  await she.press("Release");
  await she.expect("Not released", "release after a withdrawal");
  await she.follow("Mend it at W-01");
  check(page.url().endsWith("/sources/W-01"), "the way to the mend leads elsewhere");
  await giveConsent(she, "yes");
  await page.goto(report);
  await she.expect("Nothing stands in the way of a release.", "report after the mend");
}

async function draftAndRelease(she, report, home) {
  const { page } = she;
  await page.goto(report);
  await she.press("Build a draft");
  await she.expect("The draft is built.", "draft");
  await she.look("report-built");
  const waiting = page.waitForEvent("download");
  await she.follow("docx", "#built");
  const download = await waiting;
  const bytes = readFileSync(await download.path());
  check(bytes.length > 2000 && bytes.subarray(0, 2).toString() === "PK", "no Word file came");
  check(bytes.includes("word/document.xml"), "the Word file has no document");
  check(!existsSync(path.join(home, "internal-draft.docx")), "a draft lies in the clear");
  await page.locator("#recipients").fill("the public");
  await page.locator("#channel").fill("by hand");
  await she.press("Release");
  await she.expect("Released into", "release");
  const folder = readdirSync(home).find((name) => name.startsWith("release-"));
  check(folder && statSync(path.join(home, folder, "report.docx")).size > 2000, "no released file");
}

// Two informants disagree about one event; she settles it, with a reason, and opens it again.
async function recordEvent(she) {
  const { page } = she;
  const at = (where) => page.goto(new URL(where, page.url()).href);
  await at("/sources");
  await page.locator("summary", { hasText: "Add a source" }).click().catch(() => {});
  await page.locator("#code").fill("W-02");
  await page.locator("#role").fill("a monk");
  await she.press("Add a source");
  await she.follow("Record", "nav");
  await she.look("record-empty");
  await she.expect("Nothing is recorded yet.", "the empty record");
  await at("/record/event/new");
  await page.locator("textarea[name='title.0.text']").fill("Soldiers in the school");
  await page.locator("input[name='date.0.text']").fill("the day before yesterday");
  await page.locator("#informant").selectOption("W-01");
  await page.locator("select[name=reliability]").selectOption("B");
  await page.locator("select[name=credibility]").selectOption("2");
  await page.locator("#exhibit").fill(she.statement);
  await page.locator("#quote").fill("slept in the barracks");
  await page.locator(".actions button.primary").click();
  await she.look("record-refused");
  check(await page.locator("input[name='date.0.text'][aria-invalid]").count() === 1,
    "a date nobody can read is not refused at its field");
  check(await page.locator("textarea[name='title.0.text']").inputValue() ===
    "Soldiers in the school", "a refusal loses what was typed");
  await page.locator("input[name='date.0.text']").fill("8th waning of Tabaung 1374");
  await page.locator(".actions button.primary").click();
  await she.expect("These words do not stand in", "a basis that is not there");
  await she.look("record-basis-refused");
  await page.locator("#exhibit").fill(she.statement);
  await page.locator("#quote").fill("slept in the classrooms");
  await page.locator(".actions button.primary").click();
  await she.expect("one source", "the event");
  await she.expect("slept in the classrooms", "the event");
  await she.expect("8th waning of Tabaung 1374", "the event");
  await she.look("record-event");
  const event = page.url();
  await page.locator("#p-date a.button").click();
  await page.locator("input[name='date.0.text']").fill("2013-03-21");
  await page.locator("#informant").selectOption("W-02");
  await page.locator(".actions button.primary").click();
  await she.expect("sources disagree", "an event with two dates");
  await she.look("record-disagree");
  await at("/record/event");
  await she.expect("sources disagree", "the list of events");
  await she.look("record-list");
  await at("/disagreements");
  await she.look("disagreements");
  await page.locator("input[name=prefer]").first().check();
  await page.locator("input[name=why]").first().fill("She was there on the day.");
  await she.press("Settle it");
  await she.expect("no source disagrees", "settling");
  await page.locator("summary", { hasText: "Settled" }).click();
  await she.expect("She was there on the day.", "what was settled");
  await page.locator("input[name=why]").first().fill("A third was heard.");
  await she.press("Open it again");
  await she.expect("Which one is followed?", "opening it again");
  return event;
}

// An act made with its victim in passing; the second who corrects a value sees the first's.
async function recordAct(she, event) {
  const { page } = she;
  await page.goto(new URL("/record/act/new", page.url()).href);
  const pick = page.locator("select[name='event.0.id']");
  if (await pick.count()) await pick.selectOption({ label: "Soldiers in the school" });
  for (const name of ["type.0.code"]) {
    const select = page.locator(`select[name='${name}']`);
    if (await select.count()) {
      const value = await select.locator("option").nth(1).getAttribute("value");
      await select.selectOption(value);
    } else {
      await page.locator("input[name='type.0.text']").fill("Killing");
    }
  }
  await page.locator(".actions button.primary").click();
  await she.look("record-act");
  check(/\/record\/act\/[0-9A-Za-z]{20,}/.test(page.url()), `no act was made: ${page.url()}`);
  await page.goto(event);
  await page.locator("#p-title a", { hasText: "correct" }).first().click();
  const form = page.url();
  const other = await page.context().newPage();
  await other.goto(form);
  await other.locator("textarea[name='title.0.text']").fill("The school at Ford");
  await other.locator(".actions button.primary").click();
  await other.close();
  await page.locator("textarea[name='title.0.text']").fill("Barracks in the school");
  await page.locator(".actions button.primary").click();
  await she.expect("Somebody else changed this meanwhile", "two who edit one value");
  await she.expect("The school at Ford", "two who edit one value");
  await she.look("record-clash");
  await she.press("Mine takes its place");
  await she.expect("Barracks in the school", "the second value");
  await she.expectNot("Somebody else changed", "the second value");
  for (const where of ["/record", "/practice/events", "/practice/places",
    "/practice/events-by-status", "/practice/interviews", "/checks"]) {
    await page.goto(new URL(where, page.url()).href);
    await she.look("record" + where.replaceAll("/", "-"));
  }
}

function everyFile(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => one.isDirectory()
    ? everyFile(path.join(folder, one.name)) : [path.join(folder, one.name)]);
}

async function verifyFiles(she, folder) {
  const { page } = she;
  await she.follow("Verify", "nav");
  await she.look("verify");
  await page.locator("#file").setInputFiles(path.join(folder, "statement.txt"));
  await page.locator("form[action='/verify'] button").click();
  await she.expect("These bytes are exhibit LF-", "verify of an exhibit");
  await she.look("verify-yes");
  writeFileSync(path.join(folder, "altered.txt"), `${words}\nThey left on the nineteenth.\n`);
  await page.locator("#file").setInputFiles(path.join(folder, "altered.txt"));
  await page.locator("form[action='/verify'] button").click();
  await she.expect("These bytes are no exhibit of this case.", "verify of an altered file");
}

// One byte of the recording, in the object it lies in.
async function flipByte(she, home) {
  const { page } = she;
  await page.goto(new URL("/case", page.url()).href);
  await she.press("Re-read everything now");
  await page.waitForURL("**/work*");
  await she.untilDone();
  await she.expect("Everything is as it was sealed.", "verification");
  const object = everyFile(path.join(home, "ford", "objects"))
    .find((file) => statSync(file).size > 2_000_000);
  const file = openSync(object, "r+");
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, 100_000);
  byte[0] ^= 1;
  writeSync(file, byte, 0, 1, 100_000);
  closeSync(file);
  const number = await numberOf(she, "recording.bin");
  await page.goto(new URL("/case", page.url()).href);
  await she.press("Re-read everything now");
  await page.waitForURL("**/work*");
  await she.untilDone();
  await she.expect(number, "verification after a flipped byte");
  await page.goto(new URL("/case", page.url()).href);
  await she.expect("Not what was sealed", "home after a flipped byte");
  await she.expect(number, "home after a flipped byte");
  await she.look("home-damaged");
}

async function lockAndUnlock(she) {
  const { page } = she;
  await page.locator("nav").getByRole("button", { name: "Lock now" }).click();
  for (const where of ["/exhibits", "/case", "/work", "/sources/W-01", "/search?q=school"]) {
    await page.goto(new URL(where, page.url()).href);
    check(page.url().includes("/unlock"), `${where} is open although the case is locked`);
    await she.expectNot(title, `${where} of a locked case`);
  }
  await she.look("unlock");
  await page.locator("#passphrase").fill("not the passphrase");
  await she.press("Unlock");
  await she.expectNot("LF-0001", "a wrong passphrase");
  await page.locator("#passphrase").fill(passphrase);
  await she.press("Unlock");
  await she.expect(title, "after unlocking");
}

// The case, copied elsewhere without its keys, opens with the sheet alone.
async function copyAndRecover(she, home, groups) {
  const { page } = she;
  await page.goto(new URL("/case", page.url()).href);
  await page.locator("summary", { hasText: "Make a copy" }).click();
  await page.locator("#target").fill(path.join(home, "stick"));
  await she.press("Copy the case");
  await page.waitForURL("**/work*");
  await she.untilDone();
  await she.expect("Copied into", "copy");
  check(!existsSync(path.join(home, "stick", ".local")), "the copy holds keys");
  await page.locator("nav").getByRole("button", { name: "Lock now" }).click();
  await page.goto(new URL("/open", page.url()).href);
  await she.look("open");
  await page.locator("#recover > summary").click();
  await page.locator("#recover-folder").fill(path.join(home, "stick"));
  await page.locator("#code").fill(groups.map((group, i) => `${i + 1}  ${group}`).join("\n"));
  await page.locator("#person").fill("B. Colleague");
  await page.locator("#recover #passphrase").fill("six other words for that");
  await page.locator("#recover #passphrase-again").fill("six other words for that");
  await she.press("Open with the sheet");
  await she.expect("The case is open on this computer.", "recovery");
  await page.goto(new URL("/search?q=classrooms", page.url()).href);
  await she.expect("Passages found: ", "search in the recovered case");
  await she.look("search");
}

async function story(browser, scripts) {
  const home = mkdtempSync(path.join(os.tmpdir(), "stranger-"));
  const hers = path.join(home, "hers");
  herFolder(hers);
  const workbench = await serve(program, ["--home", home]);
  const context = await browser.newContext({ javaScriptEnabled: scripts, acceptDownloads: true,
    viewport: { width: 1280, height: 900 } });
  const she = new Visitor(await context.newPage(), { scripts, label: scripts ? "" : "plain-" });
  try {
    await she.page.goto(workbench.address);
    const groups = await foundCase(she, home);
    await addSource(she);
    await sealFolder(she, hers);
    await giveConsent(she, "yes");
    const report = await writeReport(she);
    she.statement = await numberOf(she, "statement.txt");
    await recordAct(she, await recordEvent(she));
    await refuseAndMend(she, report);
    await draftAndRelease(she, report, home);
    await verifyFiles(she, hers);
    await lockAndUnlock(she);
    await copyAndRecover(she, home, groups);
    await she.page.goto(new URL("/unlock?folder=" + encodeURIComponent(path.join(home, "ford")),
      she.page.url()).href);
    await she.page.locator("#passphrase").fill(passphrase);
    await she.press("Unlock");
    await flipByte(she, home);
    check(she.faults.length === 0, she.faults.join("\n"));
    console.log(`the stranger ${scripts ? "with" : "without"} JavaScript: well`);
  } catch (error) {
    console.error(`at ${she.page.url()}`);
    throw error;
  } finally {
    await context.close();
    workbench.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

const browser = await launch();
let failed = false;
try {
  await story(browser, true);
  await story(browser, false);
  await walkSample(browser, program);
} catch (error) {
  failed = true;
  console.error(error instanceof Failure ? `FAILED: ${error.message}` : error);
} finally {
  await browser.close();
}
process.exit(failed ? 1 : 0);

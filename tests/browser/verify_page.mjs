// verify.html of a bag, opened from the disk: says what is as stated, and what is not.
//   node verify_page.mjs PROGRAM
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { check, launch } from "./bench.mjs";

const program = path.resolve(process.argv[2]);
const root = mkdtempSync(path.join(os.tmpdir(), "bag-"));
const at = (...parts) => path.join(root, ...parts);
writeFileSync(at("pass"), "four words and a boat\n");
const env = { ...process.env, KOTOBUNE_PASSPHRASE_FILE: at("pass"), KOTOBUNE_CASE: at("case") };
const run = (...words) => execFileSync(program, words, { env, encoding: "utf8" });

function makeBag() {
  const sheet = run("case", "create", at("case"), "--title", "Ford", "--fictional");
  const asked = sheet.match(/group (\d+)/)[1];
  run("case", "confirm", sheet.match(new RegExp(`^\\s*${asked}\\s+(\\S+)$`, "m"))[1]);
  mkdirSync(at("in"));
  writeFileSync(at("in", "a.txt"), "They slept in the classrooms.\n");
  writeFileSync(at("in", "b.bin"), Buffer.alloc(5_000_001, 7));
  run("source", "add", "W-01", "--role", "a teacher");
  run("exhibit", "seal", at("in"), "--source", "W-01");
  run("consent", "give", "W-01", "--given", "2026-01-01",
    "--purpose", "P11=yes:pseudonym:document copy+text quote");
  run("case", "export", at("bag"), "--purpose", "P11", "--to", "the court", "--with-records");
}

async function verdictOf(context, bag) {
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) faults.push(`asked ${request.url()}`);
  });
  await page.goto("file://" + path.join(bag, "verify.html"));
  await page.locator("#folder").setInputFiles(bag);
  await page.waitForSelector(".verdict.good, .verdict.bad, section > p.bad");
  const said = await page.locator("section").innerText();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  check(!wide, "verify.html is wider than the window");
  check(faults.length === 0, `verify.html: ${faults.join("; ")}`);
  await page.close();
  return said;
}

// A copy of the bag with one change.
function spoilt(name, file, change) {
  cpSync(at("bag"), at(name), { recursive: true });
  writeFileSync(at(name, file), change(readFileSync(at(name, file))));
  return at(name);
}
const swap = (from, to) => (bytes) => bytes.toString("utf8").replace(from, to);

async function main() {
  makeBag();
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, locale: "en" });
  check((await verdictOf(context, at("bag"))).includes("All 2 exhibits are as stated."),
    "a good bag is not called good");
  const proof = "proofs/MS-0001.tlog-proof".replace("MS", "EX");
  const firstHash = readFileSync(at("bag", proof), "utf8").split("\n")[2];
  const otherHash = (firstHash[0] === "A" ? "B" : "A") + firstHash.slice(1);
  const signature = readFileSync(at("bag", proof), "utf8").trim().split(" ").pop();
  const spot = 40;
  const otherSignature = signature.slice(0, spot) + (signature[spot] === "A" ? "B" : "A") +
    signature.slice(spot + 1);
  const statement = JSON.parse(readFileSync(at("bag", "statement.json"), "utf8"));
  const cases = [
    ["byte", "data/EX-0001.txt", (bytes) => { bytes[3] ^= 1; return bytes; }, "was changed"],
    ["path", proof, swap(firstHash, otherHash), "not in the log"],
    ["signed", proof, swap(signature, otherSignature), "signature is wrong"],
    ["index", proof, swap(/index \d+/, "index 1"), "of another entry"],
    ["record", "records/EX-0001.json", swap("a.txt", "b.txt"), "not the one committed to"],
    ["commit", "statement.json", swap(statement.exhibits[0].commitment,
      statement.exhibits[1].commitment), "not the one committed to"],
    ["key", `keys/${statement.exhibits[0].log}.vkey`, swap(/\+AR?./, "+AAA"), ""],
  ];
  for (const [name, file, change, words] of cases) {
    const said = await verdictOf(context, spoilt(name, file, change));
    check(said.includes("NOT as stated") && said.includes(words), `${name}: ${said}`);
  }
  rmSync(at("bag", "statement.json"));
  check((await verdictOf(context, at("bag"))).includes("no statement.json"), "an empty folder");
  await browser.close();
  rmSync(root, { recursive: true });
  console.log("verify.html holds");
}

main().catch((error) => {
  console.error(String(error.message ?? error));
  process.exit(1);
});

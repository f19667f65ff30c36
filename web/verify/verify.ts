// Checks a bag of exhibits in any browser, without a network and without our program: what
// `statement.json` says of each file, the entry of the log, the log's signature. Written from
// docs/format.md, sections 5 and 10, C2SP tlog-proof, tlog-checkpoint and signed-note, RFC 6962
// section 2.1, RFC 8032. Own SHA-2 and Ed25519: a page opened from a disk is not allowed the
// browser's own everywhere.

type Bytes = Uint8Array;
const utf8 = new TextEncoder();
const text = (bytes: Bytes): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

class Wrong extends Error {}
function must(condition: boolean, words: string): asserts condition {
  if (!condition) throw new Wrong(words);
}

function join(...parts: Bytes[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
const hex = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
function fromHex(words: string): Bytes {
  must(/^([0-9a-f]{2})*$/.test(words), "this is no hexadecimal number");
  return Uint8Array.from(words.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
function fromBase64(words: string): Bytes {
  must(/^[A-Za-z0-9+/]*={0,2}$/.test(words), "this is no base64");
  return Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0));
}
const equal = (a: Bytes, b: Bytes): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

// --- SHA-256 and SHA-512 (FIPS 180-4) -----------------------------------------------------------

function primes(count: number): number[] {
  const out: number[] = [];
  for (let n = 2; out.length < count; n++) if (out.every((p) => n % p !== 0)) out.push(n);
  return out;
}
// The first bits of the fractional part of the n-th root of a prime, exactly: by whole numbers.
function rootBits(prime: number, root: bigint, bits: bigint): bigint {
  const scaled = BigInt(prime) << (bits * root);
  let low = 0n, high = 1n << (bits + 16n);
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** root <= scaled) low = middle;
    else high = middle;
  }
  return low & ((1n << bits) - 1n);
}

const k256 = Uint32Array.from(primes(64), (p) => Number(rootBits(p, 3n, 32n)));
const h256 = primes(8).map((p) => Number(rootBits(p, 2n, 32n)));

class Sha256 {
  private state = Uint32Array.from(h256);
  private block = new Uint8Array(64);
  private used = 0;
  private total = 0;
  private words = new Uint32Array(64);

  update(bytes: Bytes): this {
    this.total += bytes.length;
    for (let at = 0; at < bytes.length;) {
      const step = Math.min(64 - this.used, bytes.length - at);
      this.block.set(bytes.subarray(at, at + step), this.used);
      this.used += step;
      at += step;
      if (this.used === 64) this.mix();
    }
    return this;
  }

  finish(): Bytes {
    const bits = this.total * 8;
    this.update(Uint8Array.of(0x80));
    while (this.used !== 56) this.update(Uint8Array.of(0));
    const view = new DataView(new ArrayBuffer(8));
    view.setUint32(0, Math.floor(bits / 2 ** 32));
    view.setUint32(4, bits >>> 0);
    this.update(new Uint8Array(view.buffer));
    const out = new DataView(new ArrayBuffer(32));
    this.state.forEach((word, i) => out.setUint32(4 * i, word));
    return new Uint8Array(out.buffer);
  }

  private mix(): void {
    const w = this.words, view = new DataView(this.block.buffer);
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(4 * i);
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2];
      const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
      const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = this.state;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k256[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (this.state[i] += word));
    this.used = 0;
  }
}
const sha256 = (...parts: Bytes[]): Bytes => new Sha256().update(join(...parts)).finish();

const word64 = (1n << 64n) - 1n;
const k512 = primes(80).map((p) => rootBits(p, 3n, 64n));
const h512 = primes(8).map((p) => rootBits(p, 2n, 64n));

// Of short texts only (a signature's input).
function sha512(message: Bytes): Bytes {
  const turn = (x: bigint, n: bigint): bigint => ((x >> n) | (x << (64n - n))) & word64;
  const padding = new Uint8Array(((239 - (message.length % 128)) % 128) + 1);
  padding[0] = 0x80;
  const length = fromHex((BigInt(message.length) * 8n).toString(16).padStart(32, "0"));
  const all = join(message, padding, length);
  const state = [...h512];
  for (let at = 0; at < all.length; at += 128) {
    const w: bigint[] = [];
    for (let i = at; i < at + 128; i += 8) w.push(BigInt("0x" + hex(all.subarray(i, i + 8))));
    for (let i = 16; i < 80; i++) {
      const s0 = turn(w[i - 15], 1n) ^ turn(w[i - 15], 8n) ^ (w[i - 15] >> 7n);
      const s1 = turn(w[i - 2], 19n) ^ turn(w[i - 2], 61n) ^ (w[i - 2] >> 6n);
      w.push((w[i - 16] + s0 + w[i - 7] + s1) & word64);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 80; i++) {
      const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
      const t1 = (h + s1 + ((e & f) ^ (~e & word64 & g)) + k512[i] + w[i]) & word64;
      const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) & word64;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & word64, c, b, a, (t1 + t2) & word64];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = (state[i] + word) & word64));
  }
  return fromHex(state.map((word) => word.toString(16).padStart(16, "0")).join(""));
}

// --- Ed25519 (RFC 8032, 5.1.7) ------------------------------------------------------------------

const p = (1n << 255n) - 19n;
const order = (1n << 252n) + 27742317777372353535851937790883648493n;
const mod = (x: bigint): bigint => ((x % p) + p) % p;
function power(base: bigint, exponent: bigint): bigint {
  let out = 1n, b = mod(base);
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) out = mod(out * b);
    b = mod(b * b);
  }
  return out;
}
const inverse = (x: bigint): bigint => power(x, p - 2n);
const curve = mod(-121665n * inverse(121666n));
const halfTurn = power(2n, (p - 1n) / 4n);
type Point = [bigint, bigint, bigint, bigint]; // x, y, z, t

function add(a: Point, b: Point): Point {
  const A = mod((a[1] - a[0]) * (b[1] - b[0])), B = mod((a[1] + a[0]) * (b[1] + b[0]));
  const C = mod(2n * a[3] * b[3] * curve), D = mod(2n * a[2] * b[2]);
  const E = B - A, F = D - C, G = D + C, H = B + A;
  return [mod(E * F), mod(G * H), mod(F * G), mod(E * H)];
}
function times(scalar: bigint, point: Point): Point {
  let out: Point = [0n, 1n, 1n, 0n];
  for (let s = scalar, q = point; s > 0n; s >>= 1n, q = add(q, q)) if (s & 1n) out = add(out, q);
  return out;
}
const little = (bytes: Bytes): bigint => BigInt("0x" + (hex(bytes.slice().reverse()) || "0"));
function pointOf(bytes: Bytes): Point {
  const sign = bytes[31] >> 7;
  const y = little(bytes) & ((1n << 255n) - 1n);
  must(y < p, "the point lies outside the field");
  const x2 = mod((y * y - 1n) * inverse(curve * y * y + 1n));
  let x = power(x2, (p + 3n) / 8n);
  if (mod(x * x - x2) !== 0n) x = mod(x * halfTurn);
  must(mod(x * x - x2) === 0n, "the point is not on the curve");
  must(x !== 0n || sign === 0, "the point is not on the curve");
  if (Number(x & 1n) !== sign) x = p - x;
  return [x, y, 1n, mod(x * y)];
}
const basePoint = pointOf(fromHex("58" + "66".repeat(31)));

function signed(key: Bytes, message: Bytes, signature: Bytes): boolean {
  if (signature.length !== 64 || key.length !== 32) return false;
  const s = little(signature.subarray(32));
  if (s >= order) return false;
  const k = little(sha512(join(signature.subarray(0, 32), key, message))) % order;
  try {
    const left = times(s, basePoint);
    const right = add(pointOf(signature.subarray(0, 32)), times(k, pointOf(key)));
    return mod(left[0] * right[2] - right[0] * left[2]) === 0n &&
      mod(left[1] * right[2] - right[1] * left[2]) === 0n;
  } catch (error) {
    if (error instanceof Wrong) return false;
    throw error;
  }
}

// --- The log ------------------------------------------------------------------------------------

// RFC 9162, section 2.1.3.2.
function rootOf(leaf: Bytes, index: number, size: number, path: Bytes[]): Bytes {
  must(Number.isSafeInteger(index) && index >= 0 && index < size, "the index lies outside the log");
  let node = index, last = size - 1, root = leaf;
  const half = (n: number): number => Math.floor(n / 2);
  for (const other of path) {
    must(last > 0, "the proof is too long");
    if (node % 2 === 1 || node === last) {
      root = sha256(Uint8Array.of(1), other, root);
      while (node % 2 === 0 && node > 0) [node, last] = [half(node), half(last)];
    } else {
      root = sha256(Uint8Array.of(1), root, other);
    }
    [node, last] = [half(node), half(last)];
  }
  must(last === 0, "the proof is too short");
  return root;
}

interface Exhibit {
  number: string; file: string; sha256: string; size: number;
  log: string; index: number; commitment: string; record: string | null;
}
interface Statement { case: string; format: string; v: number; exhibits: Exhibit[] }
interface Outcome { size: number; log: string; recorded: string; by_statement: boolean }

// What was dropped or chosen, by its path in the bag.
type Bag = Map<string, File>;
async function small(bag: Bag, name: string): Promise<Bytes> {
  const file = bag.get(name);
  must(file !== undefined, `${name} is not here`);
  must(file.size <= 1 << 24, `${name} is too large`);
  return new Uint8Array(await file.arrayBuffer());
}

async function hashOf(file: File, progress: (part: number) => void): Promise<string> {
  const hash = new Sha256();
  const step = 4 << 20;
  for (let at = 0; at < file.size; at += step) {
    hash.update(new Uint8Array(await file.slice(at, at + step).arrayBuffer()));
    progress(Math.min(1, (at + step) / file.size));
  }
  return hex(hash.finish());
}

function keyOf(line: string, log: string): { name: string; id: string; key: Bytes } {
  const first = line.indexOf("+"), second = line.indexOf("+", first + 1);
  must(first > 0 && second > first, "this is no key");
  const name = line.slice(0, first), id = line.slice(first + 1, second);
  const key = fromBase64(line.slice(second + 1));
  must(key.length === 33 && key[0] === 1, "the key is not Ed25519");
  must(hex(sha256(utf8.encode(name + "\n"), key).subarray(0, 4)) === id, "the key's id is wrong");
  const named = hex(sha256(utf8.encode("sealed-case/v1/log\n"), key.subarray(1))).slice(0, 32);
  must(named === log && name === "sealed-case.invalid/" + log, "the key is of another log");
  return { name, id, key: key.subarray(1) };
}

function checkSignature(note: string, signatures: string, key: ReturnType<typeof keyOf>): void {
  for (const line of signatures.split("\n")) {
    const parts = line.split(" ");
    if (parts.length !== 3 || parts[0] !== "\u2014" || parts[1] !== key.name) continue;
    const blob = fromBase64(parts[2]);
    if (hex(blob.subarray(0, 4)) !== key.id) continue;
    must(signed(key.key, utf8.encode(note), blob.subarray(4)), "the signature is wrong");
    return;
  }
  throw new Wrong("the log did not sign this checkpoint");
}

async function checkRecord(bag: Bag, one: Exhibit, caseId: string): Promise<string> {
  if (one.record === null) return "";
  const line = await small(bag, one.record);
  const head = utf8.encode(`sealed-case/v1/record\n${caseId}\n${one.log}\n`);
  must(hex(sha256(head, line)) === one.commitment, "the record is not the one committed to");
  const body = JSON.parse(text(line)).b;
  must(body.sha256 === one.sha256, "the record is of another file");
  const ms = body.at?.ms;
  return typeof ms === "number" ? new Date(ms).toISOString().slice(0, 19).replace("T", " ") : "";
}

async function checkExhibit(bag: Bag, one: Exhibit, caseId: string,
                            progress: (part: number) => void): Promise<Outcome> {
  const file = bag.get(one.file);
  must(file !== undefined, "the file is not here");
  must(file.size === one.size, "the file has another length");
  must((await hashOf(file, progress)) === one.sha256, "the file was changed");
  const recorded = await checkRecord(bag, one, caseId);
  const whole = text(await small(bag, `proofs/${one.number}.tlog-proof`));
  const cut = whole.indexOf("\n\n"), second = whole.indexOf("\n\n", cut + 2);
  must(cut > 0 && second > cut, "this is no proof");
  const lines = whole.slice(0, cut).split("\n");
  const note = whole.slice(cut + 2, second + 1), signatures = whole.slice(second + 2);
  must(lines.shift() === "c2sp.org/tlog-proof@v1", "this is no proof");
  const path = lines.filter((line) => !line.startsWith("extra "));
  must(path.shift() === `index ${one.index}`, "the proof is of another entry");
  const [origin, size, root] = note.split("\n");
  must(origin === "sealed-case.invalid/" + one.log, "the checkpoint is of another log");
  must(/^[1-9][0-9]*$/.test(size), "the checkpoint has no size");
  const leaf = sha256(Uint8Array.of(0), fromHex(one.commitment));
  const found = rootOf(leaf, one.index, Number(size), path.map(fromBase64));
  must(equal(found, fromBase64(root)), "the entry is not in the log");
  const key = keyOf(text(await small(bag, `keys/${one.log}.vkey`)).trim(), one.log);
  checkSignature(note, signatures, key);
  return { size: Number(size), log: one.log, recorded, by_statement: one.record === null };
}

// --- The page -----------------------------------------------------------------------------------

const words = {
  en: {
    title: "Check these exhibits",
    lead: "Choose the folder that holds this page. Nothing is sent anywhere: pull the network " +
      "cable first, if you like.",
    choose: "Choose the folder", drop: "or drop it here",
    good: "unchanged, and in the log", bad: "NOT as stated",
    entry: (i: number, n: number) => `entry ${i + 1} of ${n}`,
    clock: (t: string) => `recorded ${t} UTC by the clock of the computer that sealed it`,
    stated: "its record is not in this bag: the entry is its entry by our word",
    all: (n: number) => `All ${n} exhibits are as stated.`,
    some: (n: number, m: number) => `${m} of ${n} exhibits are NOT as stated.`,
    none: "This folder holds no statement.json: choose the folder of the bag.",
    extra: (n: number) => `${n} further files under data/ are not spoken of.`,
    means: "What this proves: these are the files that the log was made with, and the log can " +
      "only grow. What it does not prove: that what they say is true, who made them, or the " +
      "date. Compare the key below with a copy got another way, for instance read out by " +
      "telephone.",
    key: "key of the log",
  },
  ja: {
    title: "証拠の検証",
    lead: "このページを含むフォルダーを選んでください。データはどこにも送信されません。" +
      "ネットワークを切断して行うこともできます。",
    choose: "フォルダーを選ぶ", drop: "またはここにドロップ",
    good: "変更なし・ログに記載あり", bad: "記載と一致しません",
    entry: (i: number, n: number) => `${n}件中${i + 1}番目の記載`,
    clock: (t: string) => `封印したコンピューターの時計で ${t}（UTC）に記録`,
    stated: "記録はこのバッグに含まれません。記載との対応は当方の表明によります",
    all: (n: number) => `全${n}点が記載どおりです。`,
    some: (n: number, m: number) => `${n}点中${m}点が記載と一致しません。`,
    none: "statement.json がありません。バッグのフォルダーを選んでください。",
    extra: (n: number) => `data/ に記載のないファイルが${n}個あります。`,
    means: "証明されること：これらのファイルはログ作成時のものであり、ログは追記しかできません。" +
      "証明されないこと：内容の真実性、作成者、日付。下の鍵を、電話での読み上げなど" +
      "別の方法で得たものと照合してください。",
    key: "ログの鍵",
  },
};
type Words = typeof words.en;

function element(tag: string, content: string, kind = ""): HTMLElement {
  const out = document.createElement(tag);
  out.textContent = content;
  if (kind) out.className = kind;
  return out;
}

async function check(bag: Bag, say: Words, out: HTMLElement): Promise<void> {
  out.replaceChildren();
  let statement: Statement;
  try {
    statement = JSON.parse(text(await small(bag, "statement.json")));
    must(statement.format === "sealed-case-bag" && statement.v === 1, "another format");
  } catch {
    out.append(element("p", say.none, "bad"));
    return;
  }
  const list = document.createElement("ol");
  const verdict = element("p", "", "verdict");
  out.append(verdict, list);
  let bad = 0;
  const logs = new Set<string>();
  for (const one of statement.exhibits) {
    const row = document.createElement("li");
    const bar = document.createElement("progress");
    row.append(element("b", one.number), bar);
    list.append(row);
    try {
      const found = await checkExhibit(bag, one, statement.case, (part) => (bar.value = part));
      logs.add(found.log);
      row.className = "good";
      row.append(element("span", "✓ " + say.good),
        element("small", say.entry(one.index, found.size)),
        element("small", found.by_statement ? say.stated : say.clock(found.recorded)));
    } catch (error) {
      bad++;
      row.className = "bad";
      row.append(element("span", "✗ " + say.bad),
        element("small", error instanceof Error ? error.message : String(error)));
    }
    bar.remove();
  }
  const spoken = new Set(statement.exhibits.map((one) => one.file));
  const extra = [...bag.keys()].filter((name) => name.startsWith("data/") && !spoken.has(name));
  const count = statement.exhibits.length;
  verdict.textContent = bad === 0 ? say.all(count) : say.some(count, bad);
  verdict.className = "verdict " + (bad === 0 ? "good" : "bad");
  if (extra.length > 0) out.append(element("p", say.extra(extra.length), "bad"));
  out.append(element("p", say.means));
  for (const log of logs) out.append(element("p", `${say.key}: ${log}`, "key"));
}

// The bag's own folder is the shortest path that holds statement.json.
function bagOf(files: Array<[string, File]>): Bag {
  const at = files.map(([path]) => path).filter((path) => /(^|\/)statement\.json$/.test(path))
    .sort((a, b) => a.length - b.length)[0] ?? "statement.json";
  const root = at.slice(0, at.length - "statement.json".length);
  return new Map(files.filter(([path]) => path.startsWith(root))
    .map(([path, file]) => [path.slice(root.length), file]));
}

async function walk(entry: FileSystemEntry, into: Array<[string, File]>): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) =>
      (entry as FileSystemFileEntry).file(done, fail));
    into.push([entry.fullPath.replace(/^\//, ""), file]);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) =>
      reader.readEntries(done, fail));
    if (some.length === 0) return;
    for (const one of some) await walk(one, into);
  }
}

function start(): void {
  const japanese = navigator.language.startsWith("ja");
  const say: Words = japanese ? words.ja : words.en;
  document.documentElement.lang = japanese ? "ja" : "en";
  document.title = say.title;
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.id = "folder";
  input.webkitdirectory = true;
  const label = element("label", say.choose, "button");
  label.setAttribute("for", "folder");
  const out = document.createElement("section");
  out.setAttribute("aria-live", "polite");
  const main = document.createElement("main");
  main.append(element("h1", say.title), element("p", say.lead), input, label,
    element("span", " " + say.drop, "drop"), out);
  document.body.replaceChildren(main);
  input.addEventListener("change", () => {
    const files = Array.from(input.files ?? []);
    void check(bagOf(files.map((file) => [file.webkitRelativePath || file.name, file])), say, out);
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    const files: Array<[string, File]> = [];
    const entries = Array.from(event.dataTransfer?.items ?? [])
      .map((one) => one.webkitGetAsEntry());
    for (const entry of entries) if (entry !== null) await walk(entry, files);
    await check(bagOf(files), say, out);
  });
}
start();

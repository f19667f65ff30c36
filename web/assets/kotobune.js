// Islands of the workbench. Every page does its whole job without this file; it adds dropping files
// and folders with progress, a bar that moves by itself, and short ways in the report. No library,
// nothing fetched elsewhere.
"use strict";

const sizeWords = (bytes) => {
  if (bytes < 1e6) return `${Math.floor(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(1)} GB`;
};

// <kotobune-drop> wraps the upload form. It is replaced by nothing and hides nothing: the two file
// inputs stay, a drop target and a progress bar are added.
class KotobuneDrop extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.area = this.querySelector("[data-drop]");
    this.status = this.querySelector("[data-status]");
    this.bar = this.querySelector("progress");
    this.stop = this.querySelector("[data-stop]");
    this.area.hidden = false;
    this.area.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.area.classList.add("over");
    });
    this.area.addEventListener("dragleave", () => this.area.classList.remove("over"));
    this.area.addEventListener("drop", (event) => this.drop(event));
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.stop.addEventListener("click", () => this.request && this.request.abort());
  }

  async drop(event) {
    event.preventDefault();
    this.area.classList.remove("over");
    // Entries must be taken before the first await: the list is emptied after the event.
    const entries = [...event.dataTransfer.items]
      .map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const files = [];
    for (const entry of entries) await this.walk(entry, files);
    if (files.length > 0) this.send(files);
  }

  async walk(entry, files) {
    if (entry.isFile) {
      const file = await new Promise((done, fail) => entry.file(done, fail));
      files.push({ file, path: entry.fullPath.replace(/^\//, "") });
    } else if (entry.isDirectory) {
      const reader = entry.createReader();
      // readEntries gives at most 100 at a time and an empty list at the end.
      for (;;) {
        const batch = await new Promise((done, fail) => reader.readEntries(done, fail));
        if (batch.length === 0) return;
        for (const child of batch) await this.walk(child, files);
      }
    }
  }

  submit(event) {
    const files = [];
    for (const input of this.form.querySelectorAll("input[type=file]")) {
      for (const file of input.files) files.push({ file, path: file.webkitRelativePath || file.name });
    }
    if (files.length === 0) return;  // the server says what is missing
    event.preventDefault();
    this.send(files);
  }

  send(files) {
    const data = new FormData();
    // Fields first: the server checks the form token before it takes the first byte of a file.
    for (const field of this.form.querySelectorAll("input[type=hidden], select, input[type=text]")) {
      if (field.name) data.append(field.name, field.value);
    }
    for (const { file, path } of files) data.append("files", file, path);
    const request = new XMLHttpRequest();
    this.request = request;
    this.classList.add("busy");
    this.bar.focus();
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      this.bar.max = event.total;
      this.bar.value = event.loaded;
      const bytes = `${sizeWords(event.loaded)} / ${sizeWords(event.total)}`;
      this.say(event.loaded < event.total
        ? `${files.length} ${this.dataset.chosen}, ${this.dataset.sending}: ${bytes}`
        : this.dataset.sealing);
    });
    request.addEventListener("load", () => {
      if (request.status < 300) window.location.assign(this.dataset.end);
      else this.fail(this.reasonIn(request.responseText) || String(request.status));
    });
    request.addEventListener("error", () => this.fail(""));
    // What arrived whole is being sealed: its page tells which.
    request.addEventListener("abort", () => window.location.assign(this.dataset.end));
    request.open("POST", this.form.action);
    request.send(data);
  }

  // The refusal is a page of ours; its heading is the sentence.
  reasonIn(page) {
    const parsed = new DOMParser().parseFromString(page, "text/html");
    const heading = parsed.querySelector("main h1, h1");
    return heading ? heading.textContent : "";
  }

  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  fail(why) {
    this.classList.remove("busy");
    this.classList.add("failed");
    this.say(`${this.dataset.failed} ${why}`);
  }
}
customElements.define("kotobune-drop", KotobuneDrop);

// <kotobune-work>: keeps the bar of a long work moving, and shows its end when it has come.
class KotobuneWork extends HTMLElement {
  connectedCallback() {
    const plain = this.querySelector("[data-plain]");
    if (plain) plain.hidden = true;
    this.timer = window.setInterval(() => this.ask(), 700);
  }

  disconnectedCallback() {
    window.clearInterval(this.timer);
  }

  async ask() {
    if (this.asking) return;
    this.asking = true;
    try {
      const answer = await fetch(this.dataset.url, { redirect: "error" });
      const work = await answer.json();
      if (!work.running) {
        window.location.reload();
        return;
      }
      const bar = this.querySelector("progress");
      if (work.total > 0) {
        bar.max = work.total;
        bar.value = Math.min(work.done, work.total);
      }
      this.querySelector("[data-bytes]").textContent = work.bytes;
      this.querySelector("[data-files]").textContent = work.files;
      this.querySelector("[data-current]").textContent = work.current;
    } catch {
      window.location.reload();  // locked, or the program has ended: the page says so
    } finally {
      this.asking = false;
    }
  }
}
customElements.define("kotobune-work", KotobuneWork);

// <kotobune-cite>: a passage selected in the text is put into the field, with its page.
class KotobuneCite extends HTMLElement {
  connectedCallback() {
    this.quote = this.querySelector("textarea");
    this.page = this.querySelector("select[name=page]");
    this.take = () => this.selected();
    document.addEventListener("selectionchange", this.take);
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this.take);
  }

  selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !this.quote) return;
    const from = this.textAround(selection.anchorNode);
    if (!from || from !== this.textAround(selection.focusNode)) return;
    const words = selection.toString().trim();
    if (words.length === 0 || words.length > 2000) return;
    this.quote.value = words.replace(/\s*\n\s*/g, " ");
    if (this.page) this.page.value = from.dataset.page;
  }

  textAround(node) {
    const element = node && (node.nodeType === Node.TEXT_NODE ? node.parentElement : node);
    return element && element.closest("[data-page]");
  }
}
customElements.define("kotobune-cite", KotobuneCite);

// <kotobune-report>: a click on "Line 12" puts the cursor there.
class KotobuneReport extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("[data-line]");
      if (!link) return;
      event.preventDefault();
      this.go(Number(link.dataset.line));
    });
  }

  go(line) {
    const area = this.querySelector("textarea.source");
    const lines = area.value.split("\n");
    let begin = 0;
    for (let i = 0; i + 1 < line && i < lines.length; ++i) begin += lines[i].length + 1;
    area.focus();
    area.setSelectionRange(begin, begin + (lines[line - 1] || "").length);
    // A wrapped line is higher than one row: the share of the text before it is near enough.
    const share = begin / Math.max(1, area.value.length);
    area.scrollTop = Math.max(0, share * area.scrollHeight - area.clientHeight / 3);
  }
}
customElements.define("kotobune-report", KotobuneReport);

// <kotobune-print>: a print button that only exists where it can work.
class KotobunePrint extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
customElements.define("kotobune-print", KotobunePrint);

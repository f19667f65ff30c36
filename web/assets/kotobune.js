// Islands of the workbench. Every page does its whole job without this file; it adds dropping files
// and folders with progress. No library, nothing fetched elsewhere.
"use strict";

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
    if (this.stop) this.stop.addEventListener("click", () => this.request && this.request.abort());
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
    for (const field of this.form.querySelectorAll("input[type=hidden], select, textarea, input[type=text]")) {
      if (field.name) data.append(field.name, field.value);
    }
    for (const { file, path } of files) data.append("files", file, path);
    const request = new XMLHttpRequest();
    this.request = request;
    this.classList.add("busy");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      this.bar.max = event.total;
      this.bar.value = event.loaded;
      const percent = Math.floor((event.loaded / event.total) * 100);
      this.status.textContent = `${files.length} \u00d7 \u2192 ${percent} %`;
    });
    request.addEventListener("load", () => {
      if (request.status < 300 && request.responseURL) window.location.assign(request.responseURL);
      else this.fail(`${request.status}`);
    });
    request.addEventListener("error", () => this.fail(""));
    request.addEventListener("abort", () => this.fail(this.dataset.stopped));
    request.open("POST", this.form.action);
    request.send(data);
  }

  fail(why) {
    this.classList.remove("busy");
    this.status.textContent = `${this.dataset.failed} ${why}`;
  }
}
customElements.define("kotobune-drop", KotobuneDrop);

// <kotobune-print>: a print button that only exists where it can work.
class KotobunePrint extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
customElements.define("kotobune-print", KotobunePrint);

// The list of messages: what was just said, progress in words, and the newest answer, which takes the focus.

export class MessageList {
  #history = document.getElementById("history");
  #newest = document.getElementById("newest-turns");
  #status = document.getElementById("status");
  #notice = document.getElementById("notice");
  #expected = null;

  // After a reload or a plain form the newest answer is where reading goes on.
  showLatest() {
    const latest = document.getElementById("latest");
    if (latest && location.hash === "#latest") this.#read(latest);
    else latest?.querySelector(".card")?.scrollIntoView({ block: "start" });
  }

  expect(words) {
    document.getElementById("welcome")?.remove();
    this.#notice.replaceChildren();
    this.#history.append(...this.#newest.children);
    this.#expected = document.createElement("li");
    this.#expected.className = "turn";
    const said = document.createElement("div");
    said.className = "said";
    const text = document.createElement("p");
    text.className = "said-words";
    text.textContent = words;
    said.append(text);
    this.#expected.append(said);
    this.#newest.append(this.#expected);
    this.progress("Reading what you wrote…");
    this.#status.scrollIntoView({ block: "end" });
  }

  progress(words) {
    this.#status.textContent = words;
    this.#status.classList.add("busy");
  }

  say(words) {
    this.#status.classList.remove("busy");
    this.#status.textContent = words;
  }

  answer(html) {
    this.say("");
    document.getElementById("latest")?.removeAttribute("id");
    // Only the newest answer offers what can be asked next.
    document.querySelectorAll("form.choices").forEach((form) => form.remove());
    const turn = parsed(html).querySelector(".turn");
    this.#expected?.remove();
    this.#expected = null;
    this.#history.append(...this.#newest.children);
    this.#newest.append(turn);
    this.#read(turn);
  }

  takeBack(html) {
    this.say("");
    this.#expected?.remove();
    this.#expected = null;
    this.#notice.replaceChildren(...parsed(html).childNodes);
    (this.#notice.querySelector("button") ?? this.#notice).focus({ preventScroll: true });
    this.#notice.scrollIntoView({ block: this.#notice.querySelector("button") ? "start" : "nearest" });
  }

  // What was asked about a message, gone when the message is changed or sent.
  clearNotice() {
    this.#notice.replaceChildren();
  }

  #read(turn) {
    const card = turn.querySelector(".card");
    if (!card) return;
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start" });
  }
}

// Rendered by our own server with everything typed escaped; read as a document of its own, where nothing runs.
function parsed(html) {
  return new DOMParser().parseFromString(`<ol>${html}</ol>`, "text/html").querySelector("ol");
}

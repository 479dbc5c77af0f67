// The list of messages: what was just said, progress in words, and the newest answer, which takes the focus.
import { parsed } from "./markup.js";

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
    const turn = listOf(html).querySelector(".turn");
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
    this.#notice.replaceChildren(...listOf(html).childNodes);
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

function listOf(html) {
  return parsed(`<ol>${html}</ol>`).querySelector("ol");
}

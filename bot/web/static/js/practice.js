// A practice talk without reloads: sends the form as the browser would, reads the new turns from the page that comes
// back, and lets the resident be silent and type before the answer shows. Without this file the forms work as they are.
import { parsed } from "./markup.js";
import { growingBox } from "./composer.js";

// Milliseconds that somebody is made to wait at most; what is written for the talk may be longer.
const LONGEST_SILENCE = 5_000;
const LONGEST_TYPING = 3_000;

export class PracticeTalk {
  #busy = false;
  #skip = null;

  constructor(turns, signOfLife) {
    this.turns = turns;
    this.signOfLife = signOfLife;
    this.status = document.getElementById("practice-status");
  }

  begin() {
    this.#prepareBox();
    document.addEventListener("submit", (event) => this.#submitted(event));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.#skip && this.#skip());
  }

  async #submitted(event) {
    const form = event.target;
    if (form.id !== "practice-composer") return;
    event.preventDefault();
    if (this.#busy) return;
    this.#setBusy(true);
    const body = new URLSearchParams(new FormData(form));
    if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
      const page = parsed(await answer.text());
      // To the pause, the chat, the sign-in: the browser goes there itself.
      if (!page.getElementById("practice-turns")) return location.assign(answer.url);
      this.signOfLife?.heard();
      await this.#show(page);
    } catch {
      this.#say("That was not sent. Your words are still in the box. Please try again.");
    } finally {
      this.#setBusy(false);
    }
  }

  async #show(page) {
    const known = new Set([...this.turns.children].map((turn) => turn.dataset.turnNumber));
    const fresh = [...page.querySelectorAll("#practice-turns > li")].filter((turn) => !known.has(turn.dataset.turnNumber));
    const foot = page.getElementById("practice-foot");
    if (fresh.length === 1) await this.#answer(fresh[0]);
    else this.turns.append(...fresh);
    this.#replaceFoot(foot);
    if (fresh.length) this.turns.lastElementChild.scrollIntoView({ block: "start" });
  }

  // What was said stands at once; then silence, then typing, then the answer with the feedback.
  async #answer(turn) {
    const line = turn.querySelector(".resident-line");
    const rest = [...turn.children].filter((part) => part !== turn.querySelector(".said"));
    const name = line.querySelector(".bubble-name").firstChild.textContent.trim();
    document.getElementById("latest")?.removeAttribute("id");
    rest.forEach((part) => (part.hidden = true));
    this.turns.append(turn);
    empty(document.querySelector("#practice-composer textarea"));
    const waiting = waitingLine(line, name);
    turn.append(waiting);
    waiting.scrollIntoView({ block: "center" });
    const typed = waiting.querySelector(".line-words");
    await this.#wait(line.dataset.pause, LONGEST_SILENCE, typed, `${name} is silent …`);
    if (line.dataset.silent !== "1") await this.#wait(line.dataset.typing, LONGEST_TYPING, typed, `${name} is about to speak …`);
    waiting.remove();
    rest.forEach((part) => (part.hidden = false));
    this.#say(line.querySelector(".bubble").innerText);
  }

  #wait(seconds, most, place, words) {
    const long = Math.min(Number(seconds) * 1_000, most);
    if (!(long > 0) || this.#skip === false) return Promise.resolve();
    place.textContent = words;
    if (long > 1_500) this.#say(words);
    return new Promise((done) => {
      const timer = setTimeout(done, long);
      this.#skip = () => {
        clearTimeout(timer);
        this.#skip = false;
        done();
      };
      place.parentElement.querySelector("button").onclick = this.#skip;
    });
  }

  #replaceFoot(fresh) {
    const here = document.getElementById("practice-foot");
    const held = here.contains(document.activeElement) || document.activeElement === document.body;
    here.replaceWith(fresh);
    this.#prepareBox();
    if (held) (fresh.querySelector("textarea") ?? fresh.querySelector("a, button"))?.focus({ preventScroll: true });
    const notice = fresh.querySelector(".practice-notice")?.innerText.trim();
    if (notice) this.#say(notice);
  }

  #prepareBox() {
    const form = document.getElementById("practice-composer");
    if (form) growingBox(form);
    this.#skip = null;
  }

  #setBusy(busy) {
    this.#busy = busy;
    document.querySelector("#practice-composer .send")?.setAttribute("aria-disabled", String(busy));
  }

  #say(words) {
    this.status.textContent = words;
  }
}

function empty(box) {
  box.value = "";
  box.dispatchEvent(new Event("input"));
}

function waitingLine(line, name) {
  const waiting = line.cloneNode(true);
  waiting.hidden = false;
  waiting.removeAttribute("id");
  waiting.removeAttribute("tabindex");
  waiting.classList.add("waiting");
  waiting.querySelector(".bubble-name").textContent = name;
  const show = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Show now" });
  waiting.querySelector(".bubble").append(show);
  return waiting;
}

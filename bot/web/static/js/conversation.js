// The conversation: sends what is typed or tapped over the socket and shows the answer the server rendered.
// When the socket fails, the plain form is sent instead; the mark `once` makes sure that nothing is taken twice.
import { Connection } from "./connection.js";
import { MessageList } from "./message-list.js";
import { showAlerts } from "./alerts.js";

const SLOW_AFTER = 6_000;
const FORM_AFTER = 20_000;
const FAILURES_BEFORE_FORM = 3;

export class Conversation {
  #pending = null;
  #asked = null;
  #unsaved = null;
  #connection = new Connection();

  constructor(composer, signOfLife) {
    this.composer = composer;
    this.list = new MessageList();
    this.signOfLife = signOfLife;
  }

  begin() {
    document.addEventListener("submit", (event) => this.#submitted(event));
    document.addEventListener("click", (event) => this.#decided(event.target.closest("[data-personal]")));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.#change());
    this.composer.elements.text.addEventListener("input", () => this.#forgetAsked());
    this.#connection.addEventListener("heard", (event) => this.#heard(event.detail));
    this.#connection.addEventListener("open", () => this.#again());
    this.#connection.addEventListener("lost", () => this.#lost());
    this.signOfLife?.onAlive(() => {
      if (this.#connection.send({ type: "here" })) this.signOfLife.heard();
    });
    addEventListener("online", () => this.#connection.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.#connection.hurry());
    addEventListener("pagehide", () => this.#connection.end());
    this.#connection.open();
    this.list.showLatest();
  }

  #submitted(event) {
    const form = event.target;
    if (!form.matches("[data-turn]")) return;
    if (this.#pending) {
      event.preventDefault();
      return;
    }
    const message = this.#read(form, event.submitter);
    if (form === this.composer && !message.text.trim()) {
      event.preventDefault();
      this.composer.elements.text.focus();
      this.list.say("Nothing was written yet.");
      return;
    }
    if (!this.#connection.send(message)) return; // The browser sends the form.
    event.preventDefault();
    this.#wait(form, message, event.submitter?.textContent.trim());
  }

  #read(form, submitter) {
    const once = this.#markOf(form);
    form.elements.once.value = once;
    if (form === this.composer) return { type: "say", text: form.elements.text.value, once, look: true };
    return { type: "choose", choice: submitter.value, once };
  }

  // What was not saved keeps its mark when it is sent again unchanged: were it saved after all, it stays one turn.
  #markOf(form) {
    const unsaved = form === this.composer && this.#unsaved?.text === form.elements.text.value ? this.#unsaved : null;
    this.#unsaved = null;
    return unsaved?.once ?? freshMark();
  }

  #wait(form, message, label, shown = message.text) {
    const slow = setTimeout(() => this.list.progress("Still reading. If it is urgent, open the emergency card at the top."), SLOW_AFTER);
    const late = setTimeout(() => this.#sendForm(), FORM_AFTER);
    this.#pending = { form, message, timers: [slow, late] };
    this.list.expect(shown ?? label);
    this.#busy(true);
    if (form === this.composer) this.#write("");
  }

  #heard(message) {
    this.signOfLife?.heard();
    if (message.type === "signed_out") {
      this.#connection.end();
      this.#giveBack(message.html);
    } else if (message.type === "notice") {
      if (message.notice === "not_saved") this.#unsaved = this.#pending?.message;
      this.#giveBack(message.html);
    } else if (message.type === "alerts") {
      showAlerts(message.html);
    } else if (message.type === "personal" && message.once === this.#pending?.message.once) {
      const asked = this.#pending.message;
      this.#giveBack(message.html);
      this.#asked = asked;
    } else if (message.type === "answer" && (!this.#pending || message.once === this.#pending.message.once)) {
      const pending = this.#settle();
      this.list.answer(message.html);
      if (message.refused && pending) this.#restore(pending);
    }
  }

  #again() {
    if (this.#pending) this.#connection.send(this.#pending.message);
  }

  #lost() {
    if (!this.#pending) return;
    if (this.#connection.failures >= FAILURES_BEFORE_FORM) this.#sendForm();
    else this.list.progress("The line dropped. Trying again…");
  }

  // The server thinks that something in the message is personal; its writer decides.
  #decided(button) {
    if (!button || !this.#asked) return;
    if (button.dataset.personal === "change") return this.#change();
    const message = { ...this.#asked, look: false };
    const masked = document.querySelector("[data-masked]").textContent;
    if (this.#connection.send(message)) this.#wait(this.composer, message, null, masked);
    else this.#sendForm({ form: this.composer, message });
    this.#forgetAsked();
  }

  #change() {
    if (!this.#asked) return;
    this.#forgetAsked();
    this.composer.elements.text.focus();
  }

  #forgetAsked() {
    if (!this.#asked) return;
    this.#asked = null;
    this.list.clearNotice();
  }

  // Whatever could not be answered goes back to the box, so that nobody has to type it again.
  #giveBack(html) {
    const pending = this.#settle();
    this.list.takeBack(html);
    if (pending) this.#restore(pending);
  }

  #restore({ message }) {
    if (message.text && !this.composer.elements.text.value) this.#write(message.text);
  }

  #sendForm(pending = this.#settle()) {
    if (!pending) return;
    const { form, message } = pending;
    if (message.type === "say") this.#write(message.text);
    else form.append(hidden("choice", message.choice));
    form.elements.once.value = message.once;
    form.submit();
  }

  #settle() {
    const pending = this.#pending;
    pending?.timers.forEach(clearTimeout);
    this.#pending = null;
    this.#busy(false);
    return pending;
  }

  #busy(busy) {
    this.composer.querySelector(".send").setAttribute("aria-disabled", String(busy));
  }

  #write(text) {
    this.composer.elements.text.value = text;
    this.composer.elements.text.dispatchEvent(new Event("input"));
  }
}

function freshMark() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");
}

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

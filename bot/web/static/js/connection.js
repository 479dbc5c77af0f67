// A socket that comes back by itself, waiting a little longer after each failure.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

export class Connection extends EventTarget {
  #socket = null;
  #wait = FIRST_WAIT;
  #timer = 0;
  #over = false;
  failures = 0;

  open() {
    if (this.#over || this.#socket) return;
    clearTimeout(this.#timer);
    try {
      const protocols = ["steadyhand", `csrf.${document.querySelector("input[name=csrf]").value}`];
      this.#socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`, protocols);
    } catch {
      this.#retry();
      return;
    }
    this.#socket.addEventListener("open", () => {
      this.#wait = FIRST_WAIT;
      this.failures = 0;
      this.dispatchEvent(new Event("open"));
    });
    this.#socket.addEventListener("message", (event) => this.#hear(event.data));
    this.#socket.addEventListener("close", () => {
      this.#socket = null;
      this.#retry();
    });
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  send(message) {
    if (!this.isOpen) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  end() {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  // Someone is back at the screen, or the network is: no reason to wait on.
  hurry() {
    this.#wait = FIRST_WAIT;
    this.open();
  }

  #hear(data) {
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    this.dispatchEvent(new CustomEvent("heard", { detail: message }));
  }

  #retry() {
    if (this.#over) return;
    this.failures += 1;
    this.dispatchEvent(new Event("lost"));
    this.#timer = setTimeout(() => this.open(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}

// A resident that is being written: a moment after the last key, the server says what has to be mended. Without this file
// the button “Check” does the same.
import { parsed } from "./markup.js";

const AFTER = 900;

export function checkWhileWriting(form, signOfLife) {
  let timer = 0;
  let asked = 0;

  async function check() {
    const number = ++asked;
    const body = new URLSearchParams(new FormData(form));
    body.set("part", "1");
    try {
      const answer = await fetch(form.dataset.check, { method: "POST", body, headers: { Accept: "text/html" } });
      if (answer.redirected) return location.replace("/sign-in?why=ended");
      if (!answer.ok || number !== asked) return;
      signOfLife?.heard();
      const here = document.getElementById("problems");
      const fresh = parsed(await answer.text()).getElementById("problems");
      // The children alone: the place itself is what a screen reader listens to.
      if (here.textContent.trim() !== fresh.textContent.trim()) here.replaceChildren(...fresh.childNodes);
    } catch {
      // The line is away for a moment; saving checks again.
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, AFTER);
  });
}

// A checklist or a room that others work in too: what they do appears by itself. Where somebody is writing, nothing is replaced.
import { fetchSoon } from "./looking.js";
import { parsed } from "./markup.js";

const EVERY = 3_000;

export function followOthers(steps, signOfLife) {
  let alive = false;
  signOfLife?.onAlive(() => (alive = true));

  async function look() {
    try {
      if (alive) await fetchSoon("/about", "HEAD").then(() => signOfLife?.heard());
      alive = false;
      if (document.visibilityState === "visible") {
        const answer = await fetchSoon(steps.dataset.live);
        if (answer.redirected) return location.replace("/sign-in?why=ended");
        if (answer.ok) show(steps, parsed(await answer.text()));
        // A page on a wall stays as long as the session: somebody works in it elsewhere in this browser.
        if (answer.ok && steps.dataset.wall) signOfLife?.heard();
      }
    } catch {
      // The line is away for a moment; what is marked meanwhile says itself whether it was saved.
    }
    setTimeout(look, EVERY);
  }
  setTimeout(look, EVERY);
}

function show(steps, fresh) {
  for (const step of fresh.querySelectorAll("[data-place]")) {
    const here = steps.ownerDocument.getElementById(step.id);
    if (!here || here.dataset.last === step.dataset.last || here.dataset.busy) continue;
    if (isBeingWritten(here)) here.querySelector(".meanwhile")?.removeAttribute("hidden");
    else replace(here, step);
  }
}

function isBeingWritten(step) {
  return [...step.querySelectorAll("textarea")].some((box) => box.value.trim() || box === document.activeElement);
}

function replace(here, step) {
  const focused = here.contains(document.activeElement);
  const opened = here.querySelector("details")?.open;
  here.replaceWith(step);
  const said = document.getElementById("said");
  if (said && step.dataset.said) said.textContent = step.dataset.said;
  if (opened) step.querySelector("details")?.setAttribute("open", "");
  if (focused) step.querySelector("button, summary")?.focus({ preventScroll: true });
}

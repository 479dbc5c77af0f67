// Forms that are saved where they stand: the answer is the piece of the page they stand in, rendered by the server.
// Without this file, or when the request fails to leave, the form is sent as any other.
import { parsed } from "./markup.js";

export function saveInPlace(signOfLife) {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-part]")) return;
    event.preventDefault();
    const place = form.closest("[data-place]");
    if (place.dataset.busy) return;
    place.dataset.busy = "1";
    try {
      const answer = await fetch(form.action, { method: "POST", body: filled(form, event.submitter), headers: { Accept: "text/html" } });
      if (answer.redirected || answer.status === 401 || answer.status === 403) return location.replace("/sign-in?why=ended");
      if (!answer.ok && answer.status !== 409) throw new Error(answer.status);
      signOfLife?.heard();
      put(place, await answer.text());
    } catch {
      // The mark of the form stays: sent again, and were it kept after all, it counts once.
      place.querySelector(".not-saved")?.removeAttribute("hidden");
    } finally {
      delete place.dataset.busy;
    }
  });
}

function filled(form, submitter) {
  const fields = new URLSearchParams(new FormData(form));
  if (submitter?.name) fields.set(submitter.name, submitter.value);
  fields.set("part", "1");
  return fields;
}

function put(place, html) {
  const fresh = parsed(html).querySelector("[data-place]");
  const held = place.contains(document.activeElement);
  place.replaceWith(fresh);
  const said = document.getElementById("said") ?? document.getElementById("status");
  if (said) said.textContent = fresh.dataset.said ?? "";
  if (held) fresh.querySelector("button, summary")?.focus({ preventScroll: true });
}

// Alerts that change while one looks: the strip in the chat, and the supervisors' list.
import { fetchSoon } from "./looking.js";
import { parsed } from "./markup.js";

const EVERY = 2_000;

// What was opened stays open, and the focus stays where it was.
function replace(place, html) {
  const opened = new Set([...place.querySelectorAll("details[open]")].map((details) => details.id));
  const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
  const fresh = parsed(html).body;
  fresh.querySelectorAll("details").forEach((details) => (details.open ||= opened.has(details.id)));
  place.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

export function showAlerts(html) {
  const strip = document.getElementById("alerts");
  if (strip) replace(strip, html);
}

export function keepFresh(place, signOfLife) {
  let shown = "";
  let alive = false;
  signOfLife?.onAlive(() => (alive = true));

  async function look() {
    const looking = document.visibilityState === "visible" ? "?looking=1" : "";
    try {
      if (alive) await fetchSoon("/on-call", "HEAD").then(() => signOfLife?.heard());
      alive = false;
      const answer = await fetchSoon(`/alerts/live${looking}`);
      if (answer.redirected) return location.replace("/sign-in?why=ended");
      if (!answer.ok) throw new Error(answer.status);
      const html = await answer.text();
      if (html !== shown) replace(place, html);
      shown = html;
      place.removeAttribute("data-lost");
    } catch {
      place.dataset.lost = "";
    }
    const open = place.querySelectorAll("[data-alert=open]").length;
    document.title = document.title.replace(/^(\(\d+\) )?/, open ? `(${open}) ` : "");
    setTimeout(look, EVERY);
  }
  setTimeout(look, EVERY);
}

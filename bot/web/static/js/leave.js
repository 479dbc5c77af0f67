// Leave quickly: covers the page at once, signs out, and puts a neutral page in this one's place.
// After GOV.UK's "Exit this page". Without this file the button is a plain link.

const TAPS = 3;
const TAPS_WITHIN = 5000;

export function leaveQuickly(link) {
  if (!link) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link);
  });
  let taps = 0;
  let first = 0;
  addEventListener("keydown", (event) => {
    // Shift held for a capital letter is followed by that letter, which starts the count again.
    if (event.key !== "Shift") {
      taps = 0;
    } else if (!event.repeat) {
      if (!taps || event.timeStamp - first > TAPS_WITHIN) {
        taps = 0;
        first = event.timeStamp;
      }
      taps += 1;
      if (taps === TAPS) leave(link);
    }
  });
}

function leave(link) {
  const cover = document.createElement("div");
  cover.className = "cover";
  document.body.replaceChildren(cover);
  document.title = "Loading";
  if (link.dataset.csrf) {
    navigator.sendBeacon("/sign-out", new URLSearchParams({ csrf: link.dataset.csrf }));
  }
  location.replace(link.href);
}

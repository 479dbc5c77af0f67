// Leave quickly: covers the page at once, signs out, and puts a neutral page in this one's place.
// After GOV.UK's "Exit this page". Without this file the button is a plain link.

const TAPS = 3;
const TAPS_WITHIN = 5000;
const LEFT = "left";

export function leaveQuickly(link) {
  if (!link) return;
  if (link.dataset.csrf && isLeft()) return signOutAgain(link);
  mark(false);
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

function cover() {
  const cloth = document.createElement("div");
  cloth.className = "cover";
  document.body.replaceChildren(cloth);
  document.title = "Loading";
}

// Whoever goes back at once may be faster than the word that they are gone, or that word got lost: then it is sent again,
// and nothing is shown before it has arrived.
async function signOutAgain(link) {
  cover();
  await fetch("/sign-out", { method: "POST", body: new URLSearchParams({ csrf: link.dataset.csrf }) }).catch(() => {});
  location.replace("/sign-in");
}

// Kept for this tab alone, and only until a page is shown to nobody in particular.
function mark(left) {
  try {
    left ? sessionStorage.setItem(LEFT, "1") : sessionStorage.removeItem(LEFT);
  } catch {
    // A browser that keeps nothing: then the first word has to do.
  }
}

function isLeft() {
  try {
    return Boolean(sessionStorage.getItem(LEFT));
  } catch {
    return false;
  }
}

function leave(link) {
  cover();
  if (link.dataset.csrf) {
    mark(true);
    navigator.sendBeacon("/sign-out", new URLSearchParams({ csrf: link.dataset.csrf }));
  }
  location.replace(link.href);
}

// A form that is on its way is not sent again by an impatient finger. Without this file two presses are two.

const UNTIL_AGAIN = 3000; // what keeps the page, like a paper to print, may be asked for again

export function sendOnce() {
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return; // sent in place by another part, or only a search
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, UNTIL_AGAIN);
  });
}

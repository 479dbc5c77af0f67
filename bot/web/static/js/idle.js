// Signs of life. On a shared computer the page must not stay open when nobody is there: when the server has ended the
// session, the page goes too.

const NOT_MORE_OFTEN = 60_000;

export function watchIdleness(minutes) {
  const listeners = new Set();
  let told = Date.now();
  let end = 0;

  function restart() {
    clearTimeout(end);
    end = setTimeout(() => location.replace("/sign-in?why=idle"), minutes * 60_000 + 5_000);
  }

  function alive() {
    if (Date.now() - told < NOT_MORE_OFTEN) return;
    told = Date.now();
    listeners.forEach((tell) => tell());
  }

  for (const kind of ["keydown", "pointerdown", "scroll"]) addEventListener(kind, alive, { passive: true });
  restart();
  // `heard` is called when the server has been reached, because only that keeps the session open.
  return { heard: restart, onAlive: (tell) => listeners.add(tell) };
}

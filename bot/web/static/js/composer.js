// The place to write: it grows with the text, counts characters, and sends with Enter where there is a real keyboard.

const SPOKEN_FROM = 200;

export function growingBox(form) {
  const box = form.elements.text;
  const counter = document.getElementById("counter");
  const spoken = document.getElementById("counter-spoken");
  const longest = Number(box.dataset.longest);
  let waiting = 0;

  function show() {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
    // Counted as the server counts: one for each character, also for those that take two code units.
    const used = Array.from(box.value).length;
    const left = longest - used;
    counter.textContent = left < 0 ? `${(-left).toLocaleString("en")} too many` : `${used.toLocaleString("en")} of ${longest.toLocaleString("en")}`;
    counter.hidden = used === 0;
    counter.classList.toggle("over", left < 0);
    clearTimeout(waiting);
    waiting = setTimeout(() => speak(left), 1000);
  }

  function speak(left) {
    if (left > SPOKEN_FROM) spoken.textContent = "";
    else spoken.textContent = left < 0 ? `${-left} characters too many` : `${left} characters left`;
  }

  box.addEventListener("input", show);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
    const hasKeyboard = matchMedia("(hover: hover) and (pointer: fine)").matches;
    if (hasKeyboard || event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  show();

  for (const example of document.querySelectorAll("[data-example]")) offer(example, box);
}

function offer(example, box) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = example.textContent;
  button.addEventListener("click", () => {
    box.value = button.textContent;
    box.dispatchEvent(new Event("input"));
    box.focus();
  });
  example.replaceChildren(button);
}

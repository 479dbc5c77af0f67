// Starts what the page has room for. Everything works without this file; it only makes it quicker.
import { leaveQuickly } from "./leave.js";
import { watchIdleness } from "./idle.js";
import { growingBox } from "./composer.js";
import { Conversation } from "./conversation.js";
import { keepFresh } from "./alerts.js";
import { followOthers } from "./checklist.js";
import { saveInPlace } from "./parts.js";
import { PracticeTalk } from "./practice.js";
import { checkWhileWriting } from "./draft.js";
import { sendOnce } from "./once.js";

leaveQuickly(document.getElementById("leave"));

const minutes = Number(document.body.dataset.idleMinutes);
const signOfLife = minutes ? watchIdleness(minutes) : null;

const composer = document.getElementById("composer");
if (composer) {
  growingBox(composer);
  new Conversation(composer, signOfLife).begin();
}

const open = document.getElementById("open-alerts");
if (open) keepFresh(open, signOfLife);

saveInPlace(signOfLife);
const steps = document.getElementById("run-steps");
if (steps) followOthers(steps, signOfLife);
const room = document.getElementById("room-live");
if (room) followOthers(room, signOfLife);
const draft = document.getElementById("resident-form");
if (draft) checkWhileWriting(draft, signOfLife);

const talk = document.getElementById("practice-turns");
if (talk) new PracticeTalk(talk, signOfLife).begin();

sendOnce();

// A page taken out of the browser's memory may show what its session may no longer see.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

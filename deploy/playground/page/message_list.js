/** The messages of the open chat: drawn where they changed, scrolled as a reader expects. */

import { hideToast } from "./dialog.js";
import { el, keyed } from "./dom.js";
import { messageElement } from "./message.js";
import { count, dayKey, dayName, senderId } from "./names.js";
import { makeStop, mountRoving, rove } from "./roving.js";
import { store } from "./store.js";
import { isService } from "./words.js";

const AT_THE_END = 50;
const NEAR_THE_TOP = 300;
const TOGETHER_SECONDS = 600;
const FLASH = 1500;
/** What stood there before I came is not read aloud. */
const QUIET = 500;

const list = document.querySelector("#messages");
const toEndButton = document.querySelector("#to-end");
let place = "";
/** Whether the reader is at the end and wants to stay there when something new comes. */
let isFollowing = true;
let isSettled = false;
let seenUpTo = 0;

export function mountMessages() {
  mountRoving(list);
  list.addEventListener("scroll", scrolled, { passive: true });
  toEndButton.addEventListener("click", goToEnd);
  document.addEventListener("visibilitychange", readAll);
  new ResizeObserver(() => isFollowing && scrollToEnd()).observe(list);
}

export function drawMessages() {
  const here = `${store.me.id} ${store.ref} ${store.topic}`;
  if (here !== place) enter(here);
  const anchor = isFollowing ? null : firstVisible();
  keyed(list, rows());
  rove();
  if (!isSettled) settle();
  else if (isFollowing || iJustWrote()) goToEnd();
  else if (anchor) list.scrollTop += (article(anchor.id)?.offsetTop ?? anchor.top) - anchor.top;
  drawToEnd();
  readAll();
}

/** Another chat or person: a toast was said to somebody else, or elsewhere. */
function enter(here) {
  hideToast();
  place = here;
  keyed(list, []);
  rove(true);
  list.setAttribute("aria-live", "off");
  isFollowing = true;
  isSettled = false;
  seenUpTo = 0;
}

/** The first drawing with messages goes to what is unread, else to the end. */
function settle() {
  if (!store.isLoaded) return;
  isSettled = true;
  setTimeout(() => list.setAttribute("aria-live", "polite"), QUIET);
  const mark = list.querySelector(".unread-mark");
  if (!mark) return goToEnd();
  seenUpTo = store.firstUnread - 1;
  list.scrollTop = mark.offsetTop - NEAR_THE_TOP / 6;
  isFollowing = isAtEnd();
}

function rows() {
  const made = [];
  let previous = null;
  const view = { me: store.me, topicRoot: store.chat.isForum ? store.topic : undefined, waiting: store.waiting };
  for (const message of store.shown) {
    made.push(...marks(previous, message));
    const isTogether = standTogether(previous, message);
    made.push({
      key: `${message.message_id}${isTogether ? " together" : ""}`,
      source: message,
      make: () => drawn(message, view, isTogether),
    });
    previous = message;
  }
  return made;
}

function drawn(message, view, isTogether) {
  const element = messageElement(message, view);
  if (isTogether) element.classList.add("together");
  return element;
}

function marks(previous, message) {
  const made = [];
  if (!previous || dayKey(previous.date) !== dayKey(message.date)) made.push(mark("day", dayName(message.date)));
  if (message.message_id === store.firstUnread) made.push(mark("unread-mark", "Unread messages"));
  return made;
}

const mark = (kind, text) => ({
  key: `${kind} ${text}`,
  source: text,
  make: () => el(`div.mark.${kind}`, {}, el("span", {}, text)),
});

/** Messages of one sender within ten minutes share the name and the picture. */
function standTogether(previous, message) {
  if (!previous || isService(previous) || isService(message)) return false;
  const isNear = message.date - previous.date < TOGETHER_SECONDS && dayKey(previous.date) === dayKey(message.date);
  const isAlike = senderId(previous) === senderId(message) && previous.message_id > 0 === message.message_id > 0;
  return isNear && isAlike && message.message_id !== store.firstUnread;
}

const isAtEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < AT_THE_END;
const newest = () => store.messages.at(-1)?.message_id ?? 0;
const iJustWrote = () => newest() > seenUpTo && store.messages.at(-1).author === store.me.id;

function scrollToEnd() {
  list.scrollTop = list.scrollHeight;
}

function goToEnd() {
  isFollowing = true;
  seenUpTo = newest();
  scrollToEnd();
  store.forgetEarlier();
  drawToEnd();
}

const article = (id) => list.querySelector(`article[data-message-id="${id}"]`);

/** By its number: whoever reads above stays there, also when what they read is drawn anew. */
function firstVisible() {
  const found = [...list.querySelectorAll("article")].find(
    (element) => element.offsetTop + element.offsetHeight > list.scrollTop,
  );
  return found && { id: found.dataset.messageId, top: found.offsetTop };
}

function scrolled() {
  isFollowing = isAtEnd();
  if (list.scrollTop < NEAR_THE_TOP && isSettled) store.loadEarlier();
  drawToEnd();
  readAll();
}

function drawToEnd() {
  if (isFollowing) seenUpTo = newest();
  const fresh = store.messages.filter(
    (message) => message.message_id > seenUpTo && message.author !== store.me.id,
  ).length;
  if (isFollowing && document.activeElement === toEndButton) list.focus({ preventScroll: true });
  toEndButton.hidden = isFollowing;
  toEndButton.querySelector(".badge").textContent = fresh || "";
  toEndButton.setAttribute(
    "aria-label",
    fresh ? `Go to the end: ${count(fresh, "new message", "new messages")}` : "Go to the end",
  );
}

function readAll() {
  if (isFollowing && isSettled && !document.hidden) store.markRead();
}

/** Bring a message that is there into view, and stay with it whatever comes below; Tab finds it. */
export function bringIntoView(element) {
  isFollowing = false;
  element.scrollIntoView({ block: "end" });
  makeStop(element);
}

/** Show a message, loading what lies between, and let it light up for a moment. */
export async function jumpTo(id) {
  if (!store.message(id)) await store.loadEarlier(id);
  // A chat that was opened just now goes to its end when it is drawn first: that is done before.
  drawMessages();
  const element = list.querySelector(`[data-message-id="${id}"]`);
  if (!element) return false;
  isFollowing = false;
  element.scrollIntoView({ block: "center" });
  element.classList.add("flash");
  element.focus({ preventScroll: true });
  setTimeout(() => element.classList.remove("flash"), FLASH);
  return true;
}

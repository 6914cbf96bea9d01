/* Pointing at what the tour speaks of, where it can be seen. */

import { bringIntoView } from "./message_list.js";

const MARK = "tour-mark";

const shown = (element) => element?.checkVisibility?.() ?? Boolean(element?.offsetParent);
const firstShown = (...selectors) => {
  for (const selector of selectors) {
    const found = [...document.querySelectorAll(selector)].find(shown);
    if (found) return found;
  }
  return null;
};

const article = (id) => document.querySelector(`article.message[data-message-id="${id}"]`);

/** A button of a card by its label, or by its place where the label is somebody's name. */
function keyOf({ message, label, place }) {
  const buttons = [...(article(message)?.querySelectorAll(".keyboard > button") ?? [])];
  return place === undefined ? buttons.find((button) => button.textContent.trim() === label) : buttons[place];
}

/** A chat in the list, unless the list is away on a narrow page. */
function chatCalled(title) {
  const titles = [...document.querySelectorAll('nav[aria-label="Chats"] .title')];
  return titles.find((element) => shown(element) && element.textContent === title)?.closest("button");
}

function find(mark) {
  if (mark.message) return keyOf(mark);
  if (mark.newGroup) return firstShown("#new-group", '[aria-label="Back"]');
  if (mark.start) return firstShown("#start");
  if (mark.person) return firstShown('button[aria-label^="You are"]');
  if (mark.chat) return chatCalled(mark.chat) ?? firstShown('[aria-label="Back"]');
  if (mark.field) {
    const field = firstShown('textarea[aria-label="Message"]');
    return field?.value.trim() === mark.field ? firstShown('button[aria-label="Send"]') : field;
  }
  return null;
}

/** Point at these; returns the first of them that is on the page, to be shown on demand. */
export function point(marks) {
  const found = marks.map(find).filter(shown);
  for (const old of document.querySelectorAll(`.${MARK}`)) if (!found.includes(old)) old.classList.remove(MARK);
  for (const element of found) element.classList.add(MARK);
  return found[0] ?? null;
}

/** Whether a visitor would have to scroll to see it. */
export function isOffScreen(element) {
  const list = element?.closest('[role="log"]');
  if (!list) return false;
  const [box, frame] = [element.getBoundingClientRect(), list.getBoundingClientRect()];
  return box.bottom > frame.bottom || box.top < frame.top;
}

export const bring = (element) => bringIntoView(element.closest("article"));

export function show(element) {
  bring(element);
  element.focus({ preventScroll: true });
}

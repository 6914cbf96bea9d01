/**
 * One message at a time is a stop of the Tab key: a long chat would be hundreds of them. Arrows go from message to message;
 * whatever message gets the focus, by a press or by the tour, is the one from then on.
 */

const STOPS = "button, a[href], summary";

let list = null;
/** The number of the message that was chosen; without one it is the newest that has buttons of its own. */
let chosen = null;
/** Which message was the newest then: whoever left the list comes back to what came since. */
let newestThen = null;

export function mountRoving(element) {
  list = element;
  list.addEventListener("keydown", moved);
  list.addEventListener("focusin", (event) => makeStop(event.target.closest("article")));
}

/** After a drawing: which stops there are now. `isElsewhere`: another chat, where nothing is chosen yet. */
export function rove(isElsewhere = false) {
  if (isElsewhere) chosen = null;
  const at = current();
  for (const article of list.querySelectorAll("article")) {
    const wanted = article === at ? 0 : -1;
    for (const stop of article.querySelectorAll(STOPS)) if (stop.tabIndex !== wanted) stop.tabIndex = wanted;
  }
}

function current() {
  const all = [...list.querySelectorAll("article")];
  const isOutdated = newest(all) !== newestThen && !list.contains(document.activeElement);
  const kept = isOutdated ? null : all.find((article) => article.dataset.messageId === chosen);
  return kept ?? all.findLast((article) => article.querySelector(".keyboard")) ?? all.at(-1);
}

const newest = (all) => all.at(-1)?.dataset.messageId;

/** This message is the one that Tab stops at. */
export function makeStop(article) {
  if (!article || article.dataset.messageId === chosen) return;
  chosen = article.dataset.messageId;
  newestThen = newest([...list.querySelectorAll("article")]);
  rove();
}

function moved(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const all = [...list.querySelectorAll("article")];
  const isOnOne = document.activeElement.closest("article") !== null;
  const next = isOnOne ? all[all.indexOf(current()) + step] : current();
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

/** Making elements without ever parsing a text as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/** `el("button.primary", {"aria-label": "Send", onclick: send}, "Send")`; null children are left out. */
export function el(kind, properties = {}, ...children) {
  const [tag, ...classes] = kind.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  if (tag === "button") element.type = "button";
  for (const [name, value] of Object.entries(properties)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(element.dataset, value);
  else if (name in element && !name.startsWith("aria-") && typeof value !== "string") element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

/** One of our own pictures from icons.svg; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Do at most once per frame; a hidden window has no frames and takes its time. */
export function perFrame(act) {
  let isWaiting = false;
  const run = () => {
    isWaiting = false;
    act();
  };
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    if (document.hidden) setTimeout(run, 100);
    else requestAnimationFrame(run);
  };
}

/** Replace an element's children only where `key` differs from the last drawing of it. */
export function redraw(element, key, make) {
  const text = JSON.stringify(key);
  if (element.drawnFrom === text) return;
  element.drawnFrom = text;
  element.replaceChildren(...[make()].flat().filter(Boolean));
}

/** The button of a message that stands at `row.column`, however often the message was drawn anew. */
export const keyAt = (messageId, place) =>
  document.querySelector(`[data-message-id="${messageId}"] [data-place="${place}"]`);

const rowsOf = new WeakMap();

/**
 * Make the children of `container` be `rows`: {key, source, make}. An element stays as long as its source is the same
 * object or value; a new one takes over the focus of the one it replaces.
 */
export function keyed(container, rows) {
  const before = rowsOf.get(container) ?? new Map();
  const after = new Map(rows.map((row) => [row.key, kept(before.get(row.key), row)]));
  for (const [key, entry] of before) if (after.get(key)?.element !== entry.element) entry.element.remove();
  let next = container.firstElementChild;
  for (const { element } of after.values()) {
    if (element === next) next = next.nextElementSibling;
    else container.insertBefore(element, next);
  }
  rowsOf.set(container, after);
}

function kept(entry, { source, make }) {
  if (entry?.source === source) return entry;
  const element = make();
  if (entry?.element.contains(document.activeElement)) passFocus(entry.element, element);
  return { source, element };
}

function passFocus(old, element) {
  const place = [...old.querySelectorAll("button, a, [tabindex]")].indexOf(document.activeElement);
  const name = document.activeElement.textContent;
  queueMicrotask(() => {
    const now = [...element.querySelectorAll("button, a, [tabindex]")];
    (now.find((candidate) => candidate.textContent === name) ?? now[place] ?? element).focus({ preventScroll: true });
  });
}

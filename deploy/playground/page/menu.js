/** A menu at a button: arrows move, Escape and a press elsewhere close it, focus goes back to the button. */

import { el } from "./dom.js";

const MARGIN = 8;

/** `items`: {label, act, isDangerous?}, or {emoji: [...], act} for a row of reactions; empty ones are left out. */
export function openMenu(anchor, label, items) {
  const menu = el("div.menu", { role: "menu", "aria-label": label, popover: "auto" });
  menu.append(...items.filter(Boolean).flatMap((item) => entries(item, menu)));
  menu.addEventListener("keydown", move);
  menu.addEventListener("toggle", (event) => event.newState === "closed" && leave(menu, anchor));
  (anchor.closest("dialog") ?? document.body).append(menu);
  anchor.setAttribute("aria-expanded", "true");
  menu.showPopover();
  place(menu, anchor);
  menu.querySelector("button").focus();
}

function entries(item, menu) {
  const doing = (act) => () => {
    menu.hidePopover();
    act();
  };
  if (item.emoji) {
    const given = item.emoji.map((emoji) =>
      el(
        "button",
        { role: "menuitem", "aria-label": `React with ${emoji}`, onclick: doing(() => item.act(emoji)) },
        emoji,
      ),
    );
    return [el("div.emoji", { role: "presentation" }, given)];
  }
  return [
    el(`button${item.isDangerous ? ".dangerous" : ""}`, { role: "menuitem", onclick: doing(item.act) }, item.label),
  ];
}

function place(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.min(Math.max(MARGIN, at.right - width), innerWidth - width - MARGIN);
  const below = at.bottom + height + MARGIN < innerHeight;
  menu.style.left = `${Math.max(MARGIN, left)}px`;
  menu.style.top = `${below ? at.bottom + 2 : Math.max(MARGIN, at.top - height - 2)}px`;
}

function move(event) {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (event.key === "Tab") event.currentTarget.hidePopover();
  if (!step) return;
  event.preventDefault();
  buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
}

function leave(menu, anchor) {
  const hadFocus = menu.contains(document.activeElement) || document.activeElement === document.body;
  anchor.removeAttribute("aria-expanded");
  menu.remove();
  if (hadFocus) anchor.focus();
}

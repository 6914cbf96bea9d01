/** The list of my chats: groups and the private chat with the bot. */

import { el, keyed } from "./dom.js";
import { avatar, count, shortTime } from "./names.js";
import { newGroupDialog } from "./groups.js";
import { store } from "./store.js";
import { lastLine } from "./words.js";

const MANY = 99;
const list = document.querySelector("#chat-list");

export function mountChats() {
  document.querySelector("#new-group").addEventListener("click", newGroupDialog);
  store.subscribe(drawChats);
}

/** A group that became a supergroup is replaced by it. */
function drawChats() {
  const shown = store.chats.filter((chat) => !chat.migrated_to || chat.ref === store.ref);
  const newest = Math.max(0, ...shown.map((chat) => chat.last?.date ?? 0));
  keyed(
    list,
    shown.map((chat) => row(chat, newest)),
  );
}

function row(chat, newest) {
  const { ref, title, unread, last } = chat;
  const isOpen = ref === store.ref;
  const source = JSON.stringify([title, unread, isOpen, last?.message_id, last?.edit_date, newest, store.me.id]);
  return { key: ref, source, make: () => el("li", {}, button(chat, isOpen, newest)) };
}

function button({ ref, kind, title, unread, last }, isOpen, newest) {
  const badge =
    unread > 0 &&
    el(
      "span.badge",
      { "aria-label": count(unread, "unread message", "unread messages"), role: "img" },
      unread > MANY ? `${MANY}+` : String(unread),
    );
  return el(
    "button.chat",
    { "aria-current": isOpen ? "true" : null, onclick: () => store.openChat(ref) },
    avatar(ref, title, kind === "private"),
    el("span.title", {}, title),
    el("span.when", {}, last ? shortTime(last.date, newest) : ""),
    el("span.last", {}, last ? lastLine(last, store.me) : "Press Start to begin"),
    badge,
  );
}

/** The open chat: its head, the pinned message, the topics, and what a press in the messages does. */

import { alertDialog, toast } from "./dialog.js";
import { el, keyed, redraw } from "./dom.js";
import { openChatMenu } from "./groups.js";
import { openMessageMenu, react } from "./message_menu.js";
import { drawMessages, jumpTo, mountMessages } from "./message_list.js";
import { pressedButton } from "./message.js";
import { avatar, count } from "./names.js";
import { follow, press } from "./presses.js";
import { excerpt } from "./richtext.js";
import { store } from "./store.js";
import { plainText } from "./words.js";

const $ = (selector) => document.querySelector(selector);

export function mountChat(composer) {
  mountMessages();
  $("#messages").addEventListener("click", (event) => clicked(event, composer));
  $("#messages").addEventListener("contextmenu", (event) => menuAt(event, composer));
  $("#pinned").addEventListener("click", () => goTo(store.chat.pinned.at(-1)));
  $("#back").addEventListener("click", goBack);
  $("#chat-menu").addEventListener("click", (event) => openChatMenu(event.currentTarget));
  store.subscribe(drawChat);
}

async function goBack() {
  await store.openChat(null);
  $("#chat-list button")?.focus({ focusVisible: false });
}

function drawChat() {
  const { chat } = store;
  document.body.classList.toggle("in-chat", chat !== null);
  document.body.classList.toggle(
    "is-new",
    store.chats.every((known) => known.kind === "private"),
  );
  $("#welcome").hidden = chat !== null || !store.me;
  $("#chat").hidden = chat === null;
  $("#offline").hidden = !store.isOffline;
  if (!chat) return;
  drawHead(chat);
  drawPinned(chat);
  drawTopics(chat);
  drawMessages();
  drawEmpty(chat);
}

function drawHead(chat) {
  redraw($("#chat-avatar"), [chat.ref, chat.title], () => avatar(chat.ref, chat.title, chat.kind === "private"));
  redraw($("#chat-title"), chat.title, () => chat.title);
  const line = typingLine() ?? subtitle(chat);
  redraw($("#chat-subtitle"), line, () => line);
}

function typingLine() {
  const { typing } = store;
  return typing && typing.until > Date.now() ? `${typing.name} is typing…` : null;
}

function subtitle(chat) {
  if (chat.kind === "private") return chat.blocked ? "bot, blocked by you" : "bot";
  return (chat.kind === "group" ? "basic group, " : "") + count(chat.members, "member", "members");
}

function drawPinned(chat) {
  const id = chat.pinned.at(-1);
  $("#pinned").hidden = !id;
  const message = id && (store.message(id) ?? chat.pinned_message);
  const line = message ? excerpt(plainText(message), 90) : "";
  redraw($("#pinned-text"), line, () => line);
}

/** In a forum each topic is a tab. */
function drawTopics(chat) {
  $("#topics").hidden = !chat.isForum;
  if (!chat.isForum) return;
  const topics = [{ id: 0, name: "General" }, ...chat.topics];
  keyed($("#topics"), topics.map(topicRow));
}

function topicRow(topic) {
  const isOpen = topic.id === store.topic;
  const isNew = store.news.has(topic.id);
  return { key: topic.id, source: JSON.stringify([topic, isOpen, isNew]), make: () => topicTab(topic, isOpen, isNew) };
}

function topicTab({ id, name, closed }, isOpen, isNew) {
  return el(
    "button",
    { "aria-current": isOpen ? "true" : null, onclick: () => store.openChat(store.ref, id) },
    closed ? `${name} (closed)` : name,
    isNew && el("span.badge", {}, "new"),
  );
}

function drawEmpty(chat) {
  const isEmpty = store.isLoaded && store.messages.length === 0;
  $("#empty").hidden = !isEmpty;
  if (isEmpty) redraw($("#empty"), [chat.ref, store.topic], () => emptyText(chat));
}

function emptyText(chat) {
  if (chat.kind !== "private") return el("p", {}, "Nobody has written here yet.");
  const about = chat.bot.profile.description?.[store.me.language_code] ?? chat.bot.profile.description?.[""];
  return [
    el("h2", {}, "What can this bot do?"),
    el("p", {}, about ?? "Press Start: a bot may only write to you once you have written to it."),
  ];
}

async function goTo(id) {
  if (!(await jumpTo(id))) toast("This message is no longer there.");
}

const KINDS = {
  url: (text) => follow(text),
  chat: (text) => store.openChat(Number(text)),
  command: (text, composer) => composer.send(text),
  mention: (text, composer) => composer.insert(`${text} `),
};

function clicked(event, composer) {
  const button = event.target.closest("button");
  const message = store.message(Number(event.target.closest("article")?.dataset.messageId));
  if (!button || !message) return;
  const { place, goto, photo, kind, text, emoji } = button.dataset;
  if (place) press(message, pressedButton(message, button), place);
  else if (goto) goTo(Number(goto));
  else if (photo) enlarge(button);
  else if (emoji) react(message, emoji);
  else if (kind) KINDS[kind](text, composer);
  else if (button.matches(".more")) openMessageMenu(button, message, composer);
}

/** The other mouse button and a long touch open the same menu. */
function menuAt(event, composer) {
  const article = event.target.closest("article");
  const message = store.message(Number(article?.dataset.messageId));
  const more = article?.querySelector(".more");
  if (!message || !more || event.target.closest("a, img")) return;
  event.preventDefault();
  openMessageMenu(more, message, composer);
}

function enlarge(button) {
  const { src, alt } = button.querySelector("img");
  alertDialog(alt, el("img.whole", { src, alt }));
}

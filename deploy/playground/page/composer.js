/** Writing: text, files, answers, edits, and the questions a bot asks by forced reply. */

import { api } from "./api.js";
import { toast } from "./dialog.js";
import { el, icon, redraw } from "./dom.js";
import { senderName } from "./names.js";
import { excerpt } from "./richtext.js";
import { may } from "./rights.js";
import { store } from "./store.js";
import { Suggestions } from "./suggestions.js";
import { plainText } from "./words.js";

const TEXT_MOST = 4096;
const NEARLY = 3800;
const TALLEST = 200;

const form = document.querySelector("#composer");
const area = form.querySelector("textarea");
const bar = form.querySelector(".replying");
const files = form.querySelector(".files");
const input = form.querySelector("input[type=file]");

/** What is being written in each of my chats; a reload keeps the text. */
const drafts = new Map();
const blank = () => ({ text: "", replyTo: null, editing: null, files: [], mentions: {} });
let here = "";
let draft = blank();
let suggestions = null;

export const composer = { send, insert, replyTo, edit };

export function mountComposer() {
  suggestions = new Suggestions(form, area, {
    send,
    replaced: (mentions) => written(Object.assign(draft.mentions, mentions)),
  });
  form.addEventListener("submit", submitted);
  area.addEventListener("input", written);
  area.addEventListener("keydown", keyed);
  area.addEventListener("paste", (event) => attach([...event.clipboardData.files]));
  bar.querySelector("button").addEventListener("click", cancel);
  form.querySelector(".attach").addEventListener("click", () => input.click());
  input.addEventListener("change", () => attach([...input.files]));
  document.querySelector("#start").addEventListener("click", start);
  store.subscribe(drawComposer);
}

function drawComposer() {
  const { chat } = store;
  if (!chat) return;
  const place = `${store.me.id} ${store.ref} ${store.topic}`;
  if (place !== here) enter(place);
  notice(draft.replyTo);
  const refusal = refusalHere(chat);
  const start = startHere(chat);
  form.hidden = Boolean(refusal || start);
  document.querySelector("#cannot-write").hidden = !refusal;
  redraw(document.querySelector("#cannot-write"), refusal, () => refusal ?? "");
  document.querySelector("#start").hidden = !start;
  redraw(document.querySelector("#start"), start, () => start ?? "");
  drawBar();
}

function enter(place) {
  here = place;
  draft = drafts.get(place) ?? { ...blank(), text: sessionStorage.getItem(`draft ${place}`) ?? "" };
  drafts.set(place, draft);
  area.value = draft.text;
  suggestions.enter();
  grow();
  drawFiles();
  if (!matchMedia("(pointer: coarse)").matches) area.focus({ preventScroll: true });
}

/** Before the start and after a block there is one button where the message would be written. */
function startHere(chat) {
  if (chat.kind !== "private") return null;
  if (chat.blocked) return "Unblock and start";
  return chat.isStarted && chat.last ? null : "Start";
}

function refusalHere(chat) {
  if (chat.migrated_to) return "This group has become a supergroup and is no longer written in.";
  if (!may(chat, "can_send_messages")) return "You may not write here.";
  const topic = chat.isForum && chat.topics.find((candidate) => candidate.id === store.topic);
  return topic?.closed && !may(chat, "can_manage_topics") ? "This topic is closed." : null;
}

async function start() {
  await trying(() => api.people("POST", "start", { user: store.me.id, bot: store.ref }));
}

/** The newest question by forced reply that is meant for me and that I have neither answered nor put away. */
function notice(current) {
  if (current && !current.isForced) return;
  const question = store.messages.findLast((message) => message.markup?.force_reply || message.author === store.me.id);
  const isOpen = question?.markup?.force_reply && question.message_id !== draft.dismissed && isForMe(question);
  draft.replyTo = isOpen ? { message: question, isForced: true } : null;
}

/** Selective: whom the text mentions, and who wrote what it answers. */
function isForMe({ markup, entities = [], text, reply_to_message: replied }) {
  if (!markup.selective || store.chat.kind === "private" || replied?.from?.id === store.me.id) return true;
  const mine = `@${store.me.username ?? ""}`.toLowerCase();
  return entities.some(
    (entity) =>
      entity.user?.id === store.me.id ||
      (entity.type === "mention" && text.slice(entity.offset, entity.offset + entity.length).toLowerCase() === mine),
  );
}

function drawBar() {
  const target = draft.editing ?? draft.replyTo?.message;
  bar.hidden = !target;
  area.placeholder = draft.replyTo?.message.markup?.input_field_placeholder || usualPlaceholder(store.chat);
  if (!target) return;
  const title = draft.editing ? "Edit the message" : `Reply to ${senderName(target)}`;
  const key = [title, target.message_id, target.text];
  redraw(bar.querySelector(".about"), key, () => [el("b", {}, title), el("span", {}, excerpt(plainText(target), 90))]);
  bar.querySelector("button").setAttribute("aria-label", draft.editing ? "Cancel the edit" : "Cancel reply");
}

/** An anonymous administrator writes in the name of the group and should know it. */
const usualPlaceholder = ({ me, title }) => (me?.is_anonymous ? `Message in the name of ${title}` : "Message");

function cancel() {
  if (draft.editing) setText("");
  if (draft.replyTo?.isForced) draft.dismissed = draft.replyTo.message.message_id;
  Object.assign(draft, { editing: null, replyTo: null });
  drawBar();
  area.focus();
}

function replyTo(message) {
  Object.assign(draft, { replyTo: { message, isForced: false }, editing: null });
  drawBar();
  area.focus();
}

function edit(message) {
  Object.assign(draft, { editing: message, replyTo: null });
  setText(message.text);
  drawBar();
  area.focus();
}

function insert(text) {
  area.focus();
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  written();
}

function setText(text) {
  area.value = text;
  written();
}

function written() {
  draft.text = area.value;
  sessionStorage.setItem(`draft ${here}`, area.value);
  const length = area.value.length;
  const counter = form.querySelector(".counter");
  counter.hidden = length < NEARLY;
  counter.textContent = `${length.toLocaleString("en")} of ${TEXT_MOST.toLocaleString("en")} characters`;
  grow();
  suggestions.update();
}

function grow() {
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, TALLEST)}px`;
}

/** Enter sends, Shift+Enter begins a line; Escape puts the answer away. */
function keyed(event) {
  if (event.isComposing || suggestions.keyed(event)) return;
  if (event.key === "Escape" && !bar.hidden) return cancel();
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  form.requestSubmit();
}

function submitted(event) {
  event.preventDefault();
  const text = area.value.trim();
  if (text || draft.files.length) send(text);
}

async function trying(act) {
  try {
    await act();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

/** Send a text with what belongs to it; if it is refused, everything stands as it was. */
async function send(text) {
  const sent = draft;
  const { editing, files: attached } = sent;
  const isDone = await trying(async () => {
    if (editing)
      await api.people("POST", "edit", { user: store.me.id, chat: store.ref, message_id: editing.message_id, text });
    else if (attached.length) await sendFiles(text, attached);
    else await say({ text, mentions: mentionsIn(text) });
  });
  if (!isDone) return;
  Object.assign(sent, blank());
  if (sent === draft) {
    setText("");
    drawFiles();
    drawBar();
  }
}

/** The caption goes with the first of several files. */
async function sendFiles(caption, attached) {
  for (const [index, file] of attached.entries()) {
    const kind = file.mime.startsWith("image/") ? "photo" : "document";
    await say({ [kind]: file, ...(index === 0 && caption ? { caption } : {}) });
  }
}

const say = (content) =>
  api.people("POST", "say", {
    user: store.me.id,
    chat: store.ref,
    thread: store.thread,
    reply_to: draft.replyTo?.message.message_id,
    ...content,
  });

const mentionsIn = (text) => Object.fromEntries(Object.entries(draft.mentions).filter(([name]) => text.includes(name)));

async function attach(chosen) {
  for (const file of chosen) draft.files.push({ name: file.name, mime: file.type, base64: await base64(file) });
  input.value = "";
  drawFiles();
}

const base64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

function drawFiles() {
  files.hidden = draft.files.length === 0;
  files.replaceChildren(
    ...draft.files.map((file) => {
      const away = () => {
        draft.files = draft.files.filter((other) => other !== file);
        drawFiles();
      };
      return el(
        "span.chip",
        {},
        icon("file"),
        file.name,
        el("button.icon-only", { "aria-label": `Take away ${file.name}`, onclick: away }, icon("close")),
      );
    }),
  );
}

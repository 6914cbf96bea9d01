/** Writing: text, files, answers, edits, and the questions a bot asks by forced reply. */

import { api } from "./api.js";
import { chips, contentOf, readFile } from "./attachments.js";
import { toast } from "./dialog.js";
import { el, redraw } from "./dom.js";
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
    send: chooseCommand,
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
  const firstStep = startHere(chat);
  form.hidden = Boolean(refusal || firstStep);
  document.querySelector("#cannot-write").hidden = !refusal;
  redraw(document.querySelector("#cannot-write"), refusal, () => refusal ?? "");
  document.querySelector("#start").hidden = !firstStep;
  redraw(document.querySelector("#start"), firstStep, () => firstStep ?? "");
  drawBar();
}

function enter(place) {
  here = place;
  if (!followed(store.chat)) store.link = null;
  draft = drafts.get(place) ?? { ...blank(), text: sessionStorage.getItem(`draft ${place}`) ?? "" };
  drafts.set(place, draft);
  refresh();
  suggestions.enter();
  if (!matchMedia("(pointer: coarse)").matches) area.focus({ preventScroll: true });
}

/** Whether a link with something for the bot led me into this chat. */
const followed = (chat) => store.link?.bot === chat.ref && store.link.user === store.me.id;

/** Before the start, after a block and where a link led here there is one button where the message would be written. */
function startHere(chat) {
  if (chat.kind !== "private") return null;
  if (chat.blocked) return "Unblock and start";
  if (followed(chat)) return "Start";
  return chat.isStarted && chat.last ? null : "Start";
}

function refusalHere(chat) {
  if (chat.migrated_to) return "This group has become a supergroup and is no longer written in.";
  if (!may(chat, "can_send_messages")) return "You may not write here.";
  const topic = chat.isForum && chat.topics.find((candidate) => candidate.id === store.topic);
  return topic?.closed && !may(chat, "can_manage_topics") ? "This topic is closed." : null;
}

async function start() {
  const user = store.me.id;
  const isLink = followed(store.chat) && !store.chat.blocked;
  const fields = isLink ? { user, url: store.link.url } : { user, bot: store.ref };
  if (isLink) store.link = null;
  await trying(() => api.people("POST", isLink ? "open" : "start", fields));
  store.changed();
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
  if (event.key === "Escape" && !bar.hidden) {
    event.preventDefault();
    return cancel();
  }
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  form.requestSubmit();
}

function submitted(event) {
  event.preventDefault();
  const letter = { ...draft, text: area.value.trim(), user: store.me.id, chat: store.ref, thread: store.thread };
  if (letter.text || letter.files.length) post(letter);
}

/** The field is free at once; a letter that is refused comes back into it with all that belonged to it. */
async function post(letter) {
  const sent = draft;
  const answered = letter.replyTo?.isForced ? letter.replyTo.message.message_id : sent.dismissed;
  Object.assign(sent, blank(), { dismissed: answered });
  refresh();
  if (await trying(() => deliver(letter))) return;
  const { text, editing, replyTo, files, mentions, dismissed } = letter;
  if (!sent.text) Object.assign(sent, { text, editing, replyTo, files, mentions, dismissed });
  if (sent === draft) refresh();
}

function refresh() {
  setText(draft.text);
  drawFiles();
  drawBar();
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

/** The text goes with the first of several files; what went out is no longer in the letter. */
async function deliver(letter) {
  const { user, chat, editing, mentions } = letter;
  if (editing) return api.people("POST", "edit", { user, chat, message_id: editing.message_id, text: letter.text });
  if (!letter.files.length) return say(letter, { text: letter.text, mentions: mentionsIn(letter.text, mentions) });
  for (const file of letter.files) {
    await say(letter, { ...contentOf(file), caption: letter.text });
    Object.assign(letter, { text: "", files: letter.files.filter((other) => other !== file) });
  }
}

const say = ({ user, chat, thread, replyTo }, content) =>
  api.people("POST", "say", { user, chat, thread, reply_to: replyTo?.message.message_id, ...content });

const mentionsIn = (text, mentions) =>
  Object.fromEntries(Object.entries(mentions).filter(([name]) => text.includes(name)));

/** Send a command that was chosen or pressed; what is being written stays. */
function send(text) {
  return trying(() => say({ user: store.me.id, chat: store.ref, thread: store.thread }, { text }));
}

async function chooseCommand(text) {
  setText("");
  if (!(await send(text)) && !area.value) setText(text);
}

function attach(chosen) {
  input.value = "";
  const { files: waiting } = draft;
  return trying(async () => {
    for (const file of chosen) waiting.push(await readFile(file));
  }).finally(drawFiles);
}

function drawFiles() {
  const takeAway = (file) => {
    draft.files = draft.files.filter((other) => other !== file);
    drawFiles();
  };
  files.hidden = draft.files.length === 0;
  files.replaceChildren(...chips(draft.files, takeAway));
}

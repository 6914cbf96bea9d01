/** Following the stand-in: one long poll for everything that happens, brought into the store. */

import { api } from "./api.js";
import { fullName } from "./names.js";
import { store } from "./store.js";

const KINDS = "message,edit,delete,pin,unpin,action,reaction,member,my_chat_member,tag,user,topic,answer,ephemeral";
const WAIT = 25;
const BREATH = 40;
const TYPING = 5000;
const ANSWERS_KEPT = 50;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let since = 0;
let isStale = false;
let reading = null;

/** Prepare and read everything anew, then follow what happens; after a break the same again. Never ends. */
export async function followEvents(prepare) {
  for (;;) {
    try {
      await prepare();
      since = (await api.people("GET", "last")).event;
      await store.follow();
      if (store.isOffline) setOffline(false);
      for (;;) await followOnce();
    } catch (error) {
      if (!error.isOffline) console.error(error);
      setOffline(true);
      await pause(1000);
    }
  }
}

function setOffline(value) {
  store.isOffline = value;
  store.changed();
}

async function followOnce() {
  const { events, last } = await api.people("GET", "events", { since, wait: store.bot ? WAIT : 1, kinds: KINDS });
  since = last;
  for (const event of events) apply(event);
  if (isStale || !store.bot) await refreshChats();
  if (events.length) store.changed();
  await pause(events.length ? BREATH : 0);
}

/** The list of chats is asked for, not reckoned: one source for unread marks, titles and members. */
async function refreshChats() {
  isStale = false;
  reading ??= store.loadChats().finally(() => (reading = null));
  await reading;
  const moved = store.chat?.migrated_to;
  if (moved && store.messages.at(-1)?.migrate_to_chat_id === moved) await store.openChat(moved);
}

/** The private chat with a bot is known by the bot; those of other people are none of mine. */
function chatOf(event) {
  if (!event.bot_id) return event.chat_id;
  return event.chat_id === store.me?.id ? event.bot_id : null;
}

function apply(event) {
  if (event.kind === "user") return renamed(event.user);
  if (event.kind === "answer") return event.user === store.me?.id && answered(event);
  const ref = chatOf(event);
  if (!ref) return;
  if (event.kind === "ephemeral") return isForMe(event, ref) && store.loadAsides();
  isStale ||= event.kind !== "action" && event.kind !== "reaction";
  if (ref === store.ref) APPLY[event.kind]?.(event);
}

const isForMe = (event, ref) => event.receiver === store.me?.id && ref === store.ref;

function renamed(user) {
  if (user.id === store.me?.id) store.me = user;
  isStale = true;
}

/** A message of the Bot API as GET /people/message shows it. */
function view(message, kept) {
  const rows = kept.markup?.inline_keyboard ?? [];
  const button = ({ text, callback_data: data, ...rest }) => ({
    text,
    ...(data === undefined ? {} : { data }),
    ...rest,
  });
  return {
    ...message,
    ...kept,
    text: message.text ?? message.caption ?? "",
    keyboard: rows.map((row) => row.map(button)),
    deleted: false,
  };
}

const APPLY = {
  message: (event) => {
    if (event.by !== store.me.id) store.typing = null;
    const message = view(event.message, {
      author: event.by,
      markup: event.markup,
      service: Boolean(event.service),
      reactions: {},
    });
    const isHere = !store.chat?.isForum || (message.message_thread_id ?? 0) === store.topic;
    const isNew = message.message_id > (store.messages.at(-1)?.message_id ?? 0);
    if (!isHere) store.news.add(message.message_thread_id ?? 0);
    if (isHere && isNew && store.isLoaded) store.messages = [...store.messages, message];
  },
  edit: (event) =>
    change(event, ({ author, service, reactions }) =>
      view(event.message, { author, service, reactions, markup: event.message.reply_markup ?? null }),
    ),
  delete: (event) => {
    store.messages = store.messages.filter((message) => message.message_id !== event.message_id);
  },
  reaction: (event) =>
    change(event, (message) => ({ ...message, reactions: { ...message.reactions, [event.by]: event.reaction } })),
  action: (event) => {
    if (event.by === store.me.id) return;
    const bot = store.bots.find((candidate) => candidate.id === event.by);
    store.typing = { name: bot ? fullName(bot) : "Somebody", until: Date.now() + TYPING };
    setTimeout(() => store.changed(), TYPING + 50);
  },
  topic: (event) => {
    if (event.thread === store.topic) store.openChat(store.ref);
  },
};

function change(event, made) {
  store.messages = store.messages.map((message) => (message.message_id === event.message_id ? made(message) : message));
}

const early = new Map();
const waiting = new Map();

/** What the bot answers to my presses, whichever comes first: the answer or the question for it. */
function answered(event) {
  if (!event.seen) return;
  const settle = waiting.get(event.query_id);
  if (settle) return settle(event);
  early.set(event.query_id, event);
  if (early.size > ANSWERS_KEPT) early.delete(early.keys().next().value);
}

/** The answer to a press: {text, show_alert, url}; null when there is none in time. */
export function answerTo(queryId, milliseconds) {
  const known = early.get(queryId);
  early.delete(queryId);
  if (known) return Promise.resolve(known);
  return new Promise((resolve) => {
    const settle = (answer) => {
      waiting.delete(queryId);
      clearTimeout(timer);
      resolve(answer);
    };
    const timer = setTimeout(settle, milliseconds, null);
    waiting.set(queryId, settle);
  });
}

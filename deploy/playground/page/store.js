/**
 * What the page knows: who I am, my chats, the messages of the open one. Views read it and are told, at most once per
 * frame, that something changed. Where I am (`#me=..&chat=..&topic=..`) stands in the address, so that a second window
 * can be another person and a reload loses nothing.
 */

import { api } from "./api.js";
import { perFrame } from "./dom.js";
import { fullName } from "./names.js";

const PAGE = 80;
const KEPT_AT_THE_END = 200;
const PLACE = "playground.place";

class Store {
  /** The person I am: a User of the Bot API. */
  me = null;
  bots = [];
  /** {ref, kind: private | group | supergroup, title, last, unread, pinned, ...}; the newest first. */
  chats = [];
  /** What to give as `chat` for the open one; null shows the list alone. */
  ref = null;
  /** The open topic of a forum: its id, 0 for General. */
  topic = 0;
  /** The messages shown, oldest first, each as GET /people/message gives it. */
  messages = [];
  /** What I alone see in the open group; the page numbers it below zero. */
  asides = [];
  hasEarlier = false;
  isLoaded = false;
  /** The first message that I had not read when I opened the chat. */
  firstUnread = null;
  /** Buttons that were pressed and wait for the bot: `messageId.row.column`. */
  waiting = new Set();
  /** The link that led me to a bot, until I press [Start] there or go elsewhere: {user, bot, url}. */
  link = null;
  /** {name, until} while somebody writes in the open chat. */
  typing = null;
  isOffline = false;
  /** Topics of the open forum in which something was said since I was there. */
  news = new Set();
  #steps = 0;
  #listeners = new Set();
  #tell = perFrame(() => {
    for (const listener of this.#listeners) safely(listener);
  });

  /** The listener is called after changes, once per frame; what comes back ends that. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed() {
    this.#tell();
  }

  /** The open chat; null where none is open, or where I am not in it. */
  get chat() {
    return this.chats.find((chat) => chat.ref === this.ref) ?? null;
  }

  get bot() {
    return this.bots[0] ?? null;
  }

  /** In a forum: the topic new messages go to, undefined for General and where there are no topics. */
  get thread() {
    return this.chat?.isForum && this.topic ? this.topic : undefined;
  }

  /** Go somewhere: other fields stay, another person keeps the chat where they are in it too. */
  go({ me = this.me?.id, chat = this.ref, topic = 0 }) {
    const place = new URLSearchParams({ me });
    if (chat) place.set("chat", chat);
    if (chat && topic) place.set("topic", topic);
    if (location.hash.slice(1) !== String(place)) history.pushState(null, "", `#${place}`);
    return this.follow();
  }

  openChat(ref, topic = 0) {
    return this.go({ chat: ref, topic });
  }

  become(userId) {
    return this.go({ me: userId });
  }

  /** Bring everything in line with the address, or with where I was the last time; a later step overtakes. */
  async follow() {
    this.#steps += 1;
    const step = this.#steps;
    const place = new URLSearchParams(location.hash.slice(1) || localStorage.getItem(PLACE) || "");
    const me = await this.#person(place.get("me"));
    if (step !== this.#steps || !me) return;
    if (this.me?.id !== me.id) Object.assign(this, { chats: [], messages: [], isLoaded: false });
    this.me = me;
    await this.loadChats();
    if (step !== this.#steps) return;
    const wanted = Number(place.get("chat")) || null;
    this.ref = this.chats.some((chat) => chat.ref === wanted) ? wanted : null;
    this.topic = Number(place.get("topic")) || 0;
    this.news.delete(this.topic);
    localStorage.setItem(PLACE, String(place));
    await this.loadMessages();
  }

  async #person(id) {
    if (this.me && String(this.me.id) === id) return this.me;
    const { users } = await api.people("GET", "users");
    return users.find((user) => String(user.id) === id) ?? users[0];
  }

  async loadChats() {
    const { id } = this.me;
    const [{ groups, privates }, { bots }] = await Promise.all([
      api.people("GET", "chats", { user: id }),
      api.people("GET", "bots"),
    ]);
    if (id !== this.me.id) return;
    const started = new Map(privates.map((bot) => [bot.id, bot]));
    const all = [...groups.map(groupChat), ...bots.map((bot) => privateChat(bot, started.get(bot.id)))];
    this.bots = bots;
    this.chats = all.sort((one, other) => (other.last?.date ?? 0) - (one.last?.date ?? 0));
    if (this.ref && !this.chat) Object.assign(this, { ref: null, messages: [] });
    this.changed();
  }

  /** The newest messages of the open chat, back to the first unread one. */
  async loadMessages() {
    const { ref, chat } = this;
    const step = this.#steps;
    Object.assign(this, { messages: [], asides: [], hasEarlier: false, isLoaded: false, typing: null });
    this.changed();
    if (!chat) return;
    const limit = Math.max(PAGE, Math.min(chat.unread + 10, KEPT_AT_THE_END));
    const messages = await this.history({ limit });
    if (ref !== this.ref || step !== this.#steps) return;
    const isUnread = (message) => message.message_id > chat.read && message.author !== this.me.id;
    const firstUnread = chat.read ? messages.find(isUnread)?.message_id : null;
    Object.assign(this, { messages, firstUnread, hasEarlier: messages.length === limit, isLoaded: true });
    this.changed();
    await this.loadAsides();
  }

  /** What I alone see in the open group, with numbers of its own. */
  async loadAsides() {
    const { ref, me, topic, chat } = this;
    if (!chat || chat.kind === "private") return;
    const { messages } = await api.people("GET", "ephemeral", { chat: ref, user: me.id });
    if (ref !== this.ref || me !== this.me || topic !== this.topic) return;
    const isHere = (message) => !chat.isForum || (message.message_thread_id ?? 0) === topic;
    const numbered = (message) => ({ ...message, message_id: -message.ephemeral_message_id });
    this.asides = messages.filter(isHere).map(numbered);
    this.changed();
  }

  /** All that is to be seen, in the order in which it came. */
  get shown() {
    const from = this.hasEarlier ? (this.messages[0]?.date ?? 0) : 0;
    const asides = this.asides.filter((message) => message.date >= from);
    return [...this.messages, ...asides].sort((one, other) => one.date - other.date);
  }

  async history(fields) {
    const thread = this.chat?.isForum ? this.topic : undefined;
    const asked = { chat: this.ref, user: this.me.id, thread, ...fields };
    return (await api.people("GET", "history", asked)).messages;
  }

  /** One page of older messages; `from` fills up to that message instead. */
  async loadEarlier(from) {
    const { ref, topic, me } = this;
    const before = this.messages[0]?.message_id;
    if (!before || !this.hasEarlier) return;
    const found = await this.history(from ? { before, after: from - 10 } : { before, limit: PAGE });
    if (ref !== this.ref || topic !== this.topic || me !== this.me || before !== this.messages[0]?.message_id) return;
    this.messages = [...found, ...this.messages];
    this.hasEarlier = from ? true : found.length === PAGE;
    this.changed();
  }

  /** At the end of a long chat what is far above is let go; it comes back by scrolling. */
  forgetEarlier() {
    if (this.messages.length <= 2 * KEPT_AT_THE_END) return;
    this.messages = this.messages.slice(-KEPT_AT_THE_END);
    this.hasEarlier = true;
    this.changed();
  }

  message(id) {
    return [...this.messages, ...this.asides].find((message) => message.message_id === id) ?? null;
  }

  /** Everything in the open chat has been on the screen. */
  async markRead() {
    const { chat } = this;
    const newest = this.messages.at(-1)?.message_id ?? 0;
    if (!chat || newest <= chat.read) return;
    Object.assign(chat, { read: newest, unread: 0 });
    this.changed();
    await api.people("POST", "read", { user: this.me.id, chat: chat.ref, message_id: newest });
  }
}

/** A mistake in one view stops no other. */
function safely(listener) {
  try {
    listener(store);
  } catch (error) {
    reportError(error);
  }
}

const groupChat = (group) => ({
  ...group,
  ref: group.id,
  kind: group.type,
  isForum: Boolean(group.is_forum),
  topics: group.topics.filter((topic) => !topic.deleted),
});

/** The bot can be found before it was started; it cannot write then. */
const privateChat = (bot, started) => ({
  ...(started ?? { last: null, read: 0, unread: 0, pinned: [], pinned_message: null, blocked: false }),
  ref: bot.id,
  kind: "private",
  title: fullName(bot),
  isStarted: Boolean(started),
  bot,
});

export const store = new Store();

/** The log's panel: each call of the bot and each update it gets, newest last; press one to see it whole. */

import { el, keyed } from "./dom.js";
import { count } from "./names.js";
import { whileVisible } from "./tools.js";

const KEPT = 500;
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const KINDS = [["all", "All"], ["call", "Calls"], ["update", "Updates"], ["error", "Errors"]];
/** The bot asks for updates all the time; that is shown where it fails, unless a newer question took its place. */
const QUIET = "getUpdates";
const REPLACED = 409;

export function mount(element, store, api) {
  new LogPanel(element, api).start();
}

class LogPanel {
  #since = null;
  #entries = [];
  #missed = 0;
  #isPaused = false;
  #kind = "all";

  constructor(element, api) {
    Object.assign(this, { element, api });
    this.list = el("ol.log-lines", { tabindex: "0", "aria-label": "Calls and updates" });
    this.words = el("input", { type: "search", placeholder: "Search", "aria-label": "Search in the log", oninput: () => this.draw() });
    this.summary = el("p.note");
    this.pause = el("button", { "aria-pressed": "false", onclick: () => this.togglePause() }, "Pause");
  }

  start() {
    const kinds = el("select", { "aria-label": "Show", onchange: (event) => this.show(event.target.value) },
      KINDS.map(([value, label]) => el("option", { value }, label)));
    this.element.append(
      el("p", {}, "What the bot asks of Telegram, and what it is told. ", el("span.call-mark", {}, "→"), " is a call, ", el("span.update-mark", {}, "←"), " an update."),
      el("div.row", {}, kinds, this.words, this.pause, el("button", { onclick: () => this.clear() }, "Clear")),
      this.summary, this.list);
    whileVisible(this.element, 700, () => this.look());
  }

  show(kind) {
    this.#kind = kind;
    this.draw();
  }

  togglePause() {
    this.#isPaused = !this.#isPaused;
    this.pause.setAttribute("aria-pressed", String(this.#isPaused));
  }

  clear() {
    this.#entries = [];
    this.#missed = 0;
    this.draw();
  }

  /** Asked for, not held open: browsers allow six connections to one address, and the chat needs them. */
  async look() {
    if (this.#isPaused) return;
    const last = await this.api.people("GET", "last");
    const calls = await this.newer("calls", "call", last);
    const updates = await this.newer("updates", "update", last);
    this.#since = last;
    if (!calls.length && !updates.length) return;
    const all = [...this.#entries, ...[...calls, ...updates].sort((one, other) => one.at - other.at)];
    this.#missed += Math.max(0, all.length - KEPT);
    this.#entries = all.slice(-KEPT);
    this.draw();
  }

  /** At most as many as are shown; the first look takes what there was before. */
  async newer(what, kind, last) {
    const since = Math.max(this.#since?.[kind] ?? 0, last[kind] - KEPT);
    if (since >= last[kind]) return [];
    if (this.#since) this.#missed += since - Math.min(since, this.#since[kind]);
    const found = (await this.api.people("GET", what, { since, limit: last[kind] - since }))[what];
    return (kind === "call" ? found.filter(isOfInterest).map(callEntry) : found.map(updateEntry));
  }

  draw() {
    const words = this.words.value.trim().toLowerCase();
    const shown = this.#entries.filter((entry) => this.fits(entry, words));
    const isAtEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 40;
    keyed(this.list, shown.map((entry) => ({ key: entry.key, source: entry, make: () => line(entry) })));
    if (isAtEnd) this.list.scrollTop = this.list.scrollHeight;
    const earlier = this.#missed ? `; ${this.#missed.toLocaleString("en")} earlier ones are not kept` : "";
    this.summary.textContent = shown.length ? `${count(shown.length, "entry", "entries")} shown${earlier}.` : this.emptiness();
  }

  emptiness() {
    return this.#entries.length ? "Nothing fits this choice." : "Nothing yet: press or write something.";
  }

  fits(entry, words) {
    if (this.#kind === "error" ? !entry.isError : this.#kind !== "all" && this.#kind !== entry.kind) return false;
    return !words || (entry.text ??= JSON.stringify(entry.whole).toLowerCase()).includes(words);
  }
}

const isOfInterest = (call) => call.method !== QUIET || call.fault || (!call.ok && call.error_code !== REPLACED);

function callEntry(call) {
  const isError = call.ok === false || Boolean(call.lost);
  return {
    key: `c${call.n}`,
    kind: "call",
    at: call.at,
    name: call.method,
    note: note(call),
    isError,
    whole: call,
  };
}

/** How it ended and how long it took. */
function note(call) {
  if (call.lost) return call.ok ? "done, answer lost" : "lost";
  const took = call.seconds === undefined ? "" : ` ${Math.round(call.seconds * 1000)} ms`;
  const fault = call.fault ? ` (fault: ${call.fault})` : "";
  return (call.ok ? `ok${took}` : `${call.error_code} ${call.description}`) + fault;
}

function updateEntry(update) {
  return { key: `u${update.n}`, kind: "update", at: update.at, name: update.kind, note: gist(update), isError: false, whole: update.update };
}

/** Who did what, as far as a line holds it. */
function gist({ kind, update }) {
  const body = update[kind] ?? {};
  const who = body.from?.first_name ?? body.user?.first_name ?? "";
  const what = body.text ?? (body.data ? buttonOf(body) : "");
  return [who, what].filter(Boolean).join(": ");
}

/** The label of the pressed button, which says more than its data. */
function buttonOf({ data, message }) {
  const keys = message?.reply_markup?.inline_keyboard?.flat() ?? [];
  const key = keys.find((candidate) => candidate.callback_data === data);
  return key ? `[${key.text}]` : data;
}

function line(entry) {
  const isCall = entry.kind === "call";
  const mark = el(`span.${entry.kind}-mark`, { "aria-label": isCall ? "call" : "update", role: "img" }, isCall ? "→" : "←");
  const whole = el("pre", { tabindex: "0" });
  const ontoggle = (event) => {
    whole.textContent = event.target.open ? JSON.stringify(entry.whole, null, 2) : "";
    event.target.scrollIntoView({ block: "nearest" });
  };
  return el("li", {},
    el(`details${entry.isError ? ".is-error" : ""}`, { ontoggle },
      el("summary", {}, el("time", {}, TIME.format(new Date(entry.at * 1000))), mark, el("b", {}, entry.name), el("span.gist", {}, entry.note)),
      whole));
}

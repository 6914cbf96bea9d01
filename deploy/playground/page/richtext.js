/** Texts with entities, built as elements: nothing in a message is ever read as HTML. */

import { el } from "./dom.js";
import { localeOf } from "./names.js";

const TAGS = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};
/** These end their line by themselves. */
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_LINK = /^(https?:\/\/|tg:\/\/|t\.me\/|[\w-]+(\.[\w-]+)+)/i;

/**
 * The nodes of a text; entities nest, the outer one first, as the Bot API sorts them. `language`: the reader's, in
 * which times are spelled.
 */
export function richText(text, entities = [], language = null) {
  return nodes(text, entities, 0, text.length, localeOf(language));
}

function nodes(text, entities, start, end, locale) {
  const made = [];
  let place = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const last = Math.min(entity.offset + entity.length, end);
    if (entity.offset < place || entity.offset >= end) continue;
    const inner = entities.slice(index + 1).filter((other) => other.offset < last);
    made.push(
      text.slice(place, entity.offset),
      wrap(entity, nodes(text, inner, entity.offset, last, locale), text.slice(entity.offset, last), locale),
    );
    place = BLOCKS.has(entity.type) && text[last] === "\n" ? last + 1 : last;
  }
  made.push(text.slice(place, end));
  return made.filter((part) => part !== "");
}

function wrap(entity, children, text, locale) {
  if (TAGS[entity.type]) return el(TAGS[entity.type], {}, children);
  const make = SPECIAL[entity.type];
  return make ? make(entity, children, text, locale) : el("span", {}, children);
}

const SPECIAL = {
  spoiler: (_entity, children) => spoiler(children),
  text_link: (entity, children) => link(entity.url, children),
  url: (_entity, children, text) => link(text, children),
  mention: (_entity, children, text) => act("mention", text, children),
  text_mention: (entity, children) => el("span.mention", { title: `id ${entity.user.id}` }, children),
  bot_command: (_entity, children, text) => act("command", text, children),
  hashtag: (_entity, children) => el("span.hashtag", {}, children),
  date_time: (entity, children, _text, locale) =>
    el("time", { title: "in your time zone", lang: locale }, spokenTime(entity, locale) ?? children),
};

/** Pressed, a command is sent and a mention goes into the message that is being written; the chat listens. */
function act(kind, text, children) {
  return el(`button.inline.${kind}`, { dataset: { kind, text } }, children);
}

function link(url, children) {
  if (!SAFE_LINK.test(url)) return el("span", {}, children);
  return el("button.inline.link", { dataset: { kind: "url", text: url }, title: url }, children);
}

function spoiler(children) {
  const reveal = (event) => {
    event.currentTarget.classList.add("revealed");
    event.currentTarget.setAttribute("aria-label", event.currentTarget.textContent);
  };
  return el("button.inline.spoiler", { "aria-label": "Hidden text: press to read", onclick: reveal }, children);
}

/** https://core.telegram.org/bots/api#date-time-entity-formatting: w weekday, d or D the day, t or T the time. */
function spokenTime({ unix_time: at, date_time_format: form = "" }, locale) {
  const spell = (parts) => new Intl.DateTimeFormat(locale, parts).format(new Date(at * 1000));
  const weekday = form.includes("w") ? spell({ weekday: "long" }) : "";
  const day = form.includes("D")
    ? spell({ day: "numeric", month: "long", year: "numeric" })
    : form.includes("d")
      ? spell({})
      : "";
  const time = /t/i.test(form) ? spell({ hour: "2-digit", minute: "2-digit" }) : "";
  return [weekday, day, time].filter(Boolean).join(", ") || null;
}

/** A text without its entities, on one line. */
export const excerpt = (text, most = 140) => {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length > most ? `${[...line].slice(0, most).join("")}…` : line;
};

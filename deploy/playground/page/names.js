/** How people, chats and times are called on the page. */

import { el, icon } from "./dom.js";

export const fullName = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");

export const handle = (user) => (user.username ? `@${user.username}` : "no username");

/** In whose name a message stands: the group for an anonymous administrator, a channel, or a person. */
export const senderName = (message) =>
  message.sender_chat?.title ?? fullName(message.from ?? { first_name: "Somebody" });

/** Messages with the same sender stand together. */
export const senderId = (message) => message.sender_chat?.id ?? message.from?.id ?? message.author;

export const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** The page speaks British English; a message's times are in the language of whoever reads it, as in Telegram. */
const PAGE = "en-GB";
const CLOCK = new Intl.DateTimeFormat(PAGE, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(PAGE, { weekday: "short", day: "numeric", month: "short" });
const DAY_OF_YEAR = new Intl.DateTimeFormat(PAGE, { day: "numeric", month: "long", year: "numeric" });

/** What dates are spelled in for somebody of this language; whatever a browser does not know is the page's. */
export function localeOf(language) {
  try {
    return language && language !== "en" && Intl.DateTimeFormat.supportedLocalesOf(language).length ? language : PAGE;
  } catch {
    return PAGE;
  }
}

const date = (seconds) => new Date(seconds * 1000);
export const clockTime = (seconds) => CLOCK.format(date(seconds));
export const dayAndTime = (seconds) => `${DAY_OF_YEAR.format(date(seconds))}, ${clockTime(seconds)}`;
export const dayKey = (seconds) => date(seconds).toDateString();
export const dayName = (seconds) => DAY_OF_YEAR.format(date(seconds));

/** In the list of chats: the time on the newest day there is, else the day. */
export const shortTime = (seconds, newest) =>
  dayKey(seconds) === dayKey(newest) ? clockTime(seconds) : DAY.format(date(seconds));

const TINTS = 8;
export const tint = (id) => `tint-${Math.abs(id) % TINTS}`;

const firstLetter = (word) => [...word][0] ?? "";

/** A round picture made of a name's first letters; a bot has a sign of its own. */
export function avatar(id, name, isBot = false) {
  if (isBot) return el("span.avatar.bot", { "aria-hidden": "true" }, icon("hand"));
  const words = name.split(/\s+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters = words.slice(0, 2).map(firstLetter).join("") || firstLetter(name);
  return el(`span.avatar.${tint(id)}`, { "aria-hidden": "true" }, letters.toUpperCase());
}

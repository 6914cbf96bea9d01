/** One message as an element. It is drawn again only when the store holds another object for it. */

import { el, icon } from "./dom.js";
import { avatar, clockTime, count, dayAndTime, senderId, senderName, tint } from "./names.js";
import { excerpt, richText } from "./richtext.js";
import { isService, plainText, serviceText, shownText } from "./words.js";

const LONG = 1800;
/** The colours of buttons: https://core.telegram.org/bots/api#inlinekeyboardbutton. */
const STYLES = new Set(["danger", "success", "primary"]);

/** `view`: {me, topicRoot, waiting}: who looks, the first message of the open topic, the buttons that wait. */
export function messageElement(message, view) {
  return isService(message) ? serviceElement(message) : bubbleElement(message, view);
}

function attributes(message) {
  return { dataset: { messageId: message.message_id, authorId: senderId(message) }, tabindex: "-1" };
}

function serviceElement(message) {
  const older = message.migrate_from_chat_id;
  return el(
    "article.message.service",
    attributes(message),
    el("span.text", {}, serviceText(message)),
    older && el("button.inline.link", { dataset: { kind: "chat", text: older } }, "Open the old one"),
  );
}

function bubbleElement(message, { me, topicRoot, waiting }) {
  const isMine = message.author === me.id && !message.sender_chat;
  const author = senderName(message);
  const isAside = message.message_id < 0;
  return el(
    `article.message${isMine ? ".mine" : ""}${isAside ? ".aside" : ""}`,
    { ...attributes(message), "aria-label": `${author}, ${clockTime(message.date)}` },
    avatar(senderId(message), author, message.from?.is_bot && !message.sender_chat),
    el(
      "div.stack",
      {},
      el(
        "div.bubble",
        {},
        el(`div.author.${tint(senderId(message))}`, {}, author, tag(message)),
        isAside && el("div.aside-note", {}, "Only you see this"),
        quote(message, topicRoot),
        media(message),
        text(message, me),
        foot(message),
      ),
      reactions(message, me),
      keyboard(message, waiting),
    ),
    !isAside && el("button.more", { "aria-label": "Message actions", "aria-haspopup": "menu" }, icon("more")),
  );
}

const tag = (message) => message.sender_tag && el("span.tag", {}, message.sender_tag);

/** What is answered; the first message of a topic is answered by all of it and not shown. */
function quote({ reply_to_message: replied }, topicRoot) {
  if (!replied || replied.message_id === topicRoot) return null;
  const goTo = {
    "aria-label": `Go to the answered message of ${senderName(replied)}`,
    dataset: { goto: replied.message_id },
  };
  const said = isService(replied) ? serviceText(replied) : excerpt(plainText(replied), 90);
  return el("button.reply-to", goTo, el("b", {}, senderName(replied)), el("span", {}, said));
}

function media(message) {
  if (message.photo) return photo(message);
  if (message.document) return file(message.document);
  return null;
}

function photo(message) {
  const { file_id: id, width, height } = message.photo.at(-1);
  const alt = message.caption ? excerpt(message.caption, 80) : "Picture";
  const image = el("img", { src: `/people/files/${id}`, width, height, alt, loading: "lazy" });
  return el("button.photo", { "aria-label": `Enlarge the picture: ${alt}`, dataset: { photo: id } }, image);
}

function file({ file_id: id, file_name: name, file_size: size }) {
  const kilobytes = Math.max(1, Math.round(size / 1024)).toLocaleString("en");
  const link = { href: `/people/files/${id}`, download: name ?? "file" };
  return el("a.file", link, icon("file"), el("span", {}, name ?? "File", el("small", {}, `${kilobytes} kB`)));
}

function text(message, me) {
  const shown = message.photo || message.document ? (message.caption ?? "") : shownText(message);
  if (!shown) return null;
  const entities = (message.entities ?? message.caption_entities ?? []).filter(
    (entity) => entity.offset < shown.length,
  );
  const element = el("div.text", { dir: "auto" }, richText(shown, entities, me.language_code));
  return shown.length > LONG ? folded(element) : element;
}

/** A very long text starts folded, so that it does not push a conversation off the page. */
function folded(element) {
  element.classList.add("folded");
  const unfold = (event) => {
    element.classList.remove("folded");
    event.currentTarget.remove();
  };
  return el("div", {}, element, el("button.inline.link.unfold", { onclick: unfold }, "Show all of it"));
}

function foot(message) {
  const when = { datetime: new Date(message.date * 1000).toISOString(), title: dayAndTime(message.date) };
  return el(
    "div.foot",
    {},
    message.edit_date && el("span.edited", {}, "edited"),
    el("time.time", when, clockTime(message.date)),
  );
}

/** Given reactions, each once with its number; pressed again mine goes. */
function reactions(message, me) {
  const given = new Map();
  for (const [user, list] of Object.entries(message.reactions ?? {})) {
    for (const { emoji } of list) given.set(emoji, [...(given.get(emoji) ?? []), Number(user)]);
  }
  if (!given.size) return null;
  return el(
    "div.reactions",
    {},
    [...given].map(([emoji, users]) => {
      const state = { "aria-pressed": String(users.includes(me.id)), dataset: { emoji } };
      return el(
        "button",
        { ...state, "aria-label": `${emoji}, ${count(users.length, "reaction", "reactions")}` },
        `${emoji} ${users.length}`,
      );
    }),
  );
}

/** Rows are told by the width of their buttons, since every button is a child of the keyboard itself. */
function keyboard({ message_id: id, keyboard: rows }, waiting) {
  if (!rows.length) return null;
  const buttons = rows.flatMap((row, place) =>
    row.map((button, column) => {
      const isBusy = waiting.has(`${id}.${place}.${column}`);
      return key(button, row.length, { dataset: { place: `${place}.${column}` }, "aria-busy": isBusy ? "true" : null });
    }),
  );
  return el("div.keyboard", { role: "group", "aria-label": "Buttons" }, buttons);
}

function key(button, inRow, state) {
  const style = STYLES.has(button.style) ? `.${button.style}` : "";
  return el(`button.of-${inRow}${style}`, state, button.text, button.url && icon("link"));
}

/** The button that was pressed, as the message carries it. */
export function pressedButton(message, element) {
  const [row, column] = element.dataset.place.split(".").map(Number);
  return message.keyboard[row][column];
}

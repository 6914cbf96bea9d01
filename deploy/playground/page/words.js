/** What a message says in one line: service messages, quotes, the list of chats. */

import { el } from "./dom.js";
import { fullName, senderName } from "./names.js";
import { excerpt } from "./richtext.js";

const NAMED = 4;

/** A crowd is named by its first few. */
function names(users) {
  const shown = users
    .slice(0, users.length > NAMED + 1 ? NAMED : users.length)
    .map(fullName)
    .join(", ");
  return shown + (users.length > NAMED + 1 ? ` and ${users.length - NAMED} others` : "");
}

const SERVICE = {
  new_chat_members: (message, who) =>
    message.new_chat_members.length === 1 && message.new_chat_members[0].id === message.from?.id
      ? `${who} joined the group`
      : `${who} added ${names(message.new_chat_members)}`,
  left_chat_member: (message, who) =>
    message.left_chat_member.id === message.from?.id
      ? `${who} left the group`
      : `${who} removed ${fullName(message.left_chat_member)}`,
  new_chat_title: (message, who) => `${who} renamed the group to “${message.new_chat_title}”`,
  pinned_message: (message, who) => `${who} pinned “${excerpt(plainText(message.pinned_message), 60)}”`,
  group_chat_created: (_message, who) => `${who} made the group`,
  supergroup_chat_created: (_message, who) => `${who} made the group`,
  migrate_to_chat_id: () => "This group has become a supergroup",
  migrate_from_chat_id: () => "The group has become a supergroup. What was said before stands in the old one.",
  forum_topic_created: (message, who) => `${who} opened the topic “${message.forum_topic_created.name}”`,
  forum_topic_closed: (_message, who) => `${who} closed the topic`,
  forum_topic_reopened: (_message, who) => `${who} reopened the topic`,
};

export function serviceText(message) {
  const kind = Object.keys(SERVICE).find((name) => name in message);
  return kind ? SERVICE[kind](message, senderName(message)) : "Something happened here";
}

/** A start parameter is the link's affair: Telegram shows the bare command. */
export const shownText = (message) => (message.text ?? "").replace(/^(\/start)(@\w+)? [\w-]+$/, "$1$2");

export function plainText(message) {
  const text = masked(shownText(message) || message.caption || "", message.entities ?? message.caption_entities ?? []);
  if (message.photo) return text || "Picture";
  if (message.document) return text || message.document.file_name || "File";
  return text;
}

/** What is hidden in a message is hidden where it is quoted. */
function masked(text, entities) {
  const hidden = entities.filter((entity) => entity.type === "spoiler");
  return hidden.reduce(
    (left, { offset, length }) => left.slice(0, offset) + "▒".repeat(length) + left.slice(offset + length),
    text,
  );
}

export const isService = (message) => Boolean(message.service) || Object.keys(SERVICE).some((name) => name in message);

/** The line under a chat's title: who said what. */
export function lastLine(message, me) {
  if (isService(message)) return [serviceText(message)];
  const who = message.author === me.id ? "You" : senderName(message);
  return [el("span.who", {}, `${who}: `), excerpt(plainText(message), 80)];
}

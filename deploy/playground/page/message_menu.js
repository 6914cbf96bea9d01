/** What can be done with a message: answer, react, pin, edit, delete. */

import { api } from "./api.js";
import { confirmDialog, toast } from "./dialog.js";
import { openMenu } from "./menu.js";
import { store } from "./store.js";
import { may } from "./rights.js";

const EMOJI = ["👍", "❤", "🔥", "👏", "🤔", "👎"];

export function openMessageMenu(anchor, message, composer) {
  const { chat, me } = store;
  const isMine = message.author === me.id;
  const isPinned = chat.pinned.includes(message.message_id);
  openMenu(anchor, "Message actions", [
    { emoji: EMOJI, act: (emoji) => react(message, emoji) },
    { label: "Reply", act: () => composer.replyTo(message) },
    message.text && { label: "Copy the text", act: () => copy(message.text) },
    isMine &&
      message.text &&
      !message.photo &&
      !message.document && { label: "Edit", act: () => composer.edit(message) },
    chat.kind !== "private" &&
      may(chat, "can_pin_messages") && { label: isPinned ? "Unpin" : "Pin", act: () => pin(message, isPinned) },
    (isMine || chat.kind === "private" || may(chat, "can_delete_messages")) && {
      label: "Delete",
      isDangerous: true,
      act: () => remove(message),
    },
  ]);
}

const here = (message) => ({ user: store.me.id, chat: store.ref, message_id: message.message_id });

async function trying(act) {
  try {
    await act();
  } catch (error) {
    toast(error.message);
  }
}

/** One reaction of mine for each message; the same again takes it back. */
export function react(message, emoji) {
  const mine = (message.reactions[store.me.id] ?? []).some((given) => given.emoji === emoji);
  return trying(() => api.people("POST", "react", { ...here(message), emoji: mine ? [] : [emoji] }));
}

const copy = (text) => trying(() => navigator.clipboard.writeText(text).then(() => toast("Copied.")));

const pin = (message, isPinned) =>
  trying(() => api.people("POST", `groups/${store.ref}/${isPinned ? "unpin" : "pin"}`, here(message)));

async function remove(message) {
  const isSure = await confirmDialog(
    "Delete this message?",
    "It vanishes for everybody. A bot is not told.",
    "Delete",
    true,
  );
  if (isSure) await trying(() => api.people("POST", "delete", here(message)));
}

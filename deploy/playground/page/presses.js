/** What follows when a button or a link is pressed, as Telegram's applications show it. */

import { api } from "./api.js";
import { alertDialog, confirmDialog, toast } from "./dialog.js";
import { keyAt } from "./dom.js";
import { answerTo } from "./feed.js";
import { jumpTo } from "./message_list.js";
import { fullName } from "./names.js";
import { store } from "./store.js";

const PATIENCE = 15_000;
const BOT_LINK = /^(?:https?:\/\/)?t\.me\/(\w+)(?:\/\w+)?(?:\?(start|startgroup|startapp)=?([\w-]*)(?:&.*)?)?$/i;
/** A message of a supergroup, whose own number stands without its "-100"; in a forum the topic may stand before it. */
const MESSAGE_LINK = /^(?:https?:\/\/)?t\.me\/c\/(\d+)(?:\/\d+)?\/(\d+)\/?(?:\?.*)?$/i;

/** Press a button of a message: it turns until the bot has answered, and the answer is a toast or an alert. */
export async function press(message, button, place) {
  const mark = `${message.message_id}.${place}`;
  if (store.waiting.has(mark)) return;
  if (button.url) return follow(button.url);
  if (button.copy_text) return copy(button.copy_text.text);
  if (button.data === undefined) return toast("This kind of button does nothing in the playground.");
  turn(message, place, true);
  try {
    const where = { user: store.me.id, chat: store.ref, ...numberOf(message) };
    const { query_id: query } = await api.people("POST", "press", { ...where, data: button.data });
    await show(await answerTo(query, PATIENCE));
  } catch (error) {
    toast(error.message);
  } finally {
    turn(message, place, false);
  }
}

const numberOf = ({ message_id: id, ephemeral_message_id: aside }) =>
  aside ? { ephemeral_message_id: aside } : { message_id: id };

/** The card may be drawn anew while its button waits: the store remembers which one it is. */
function turn({ message_id: id }, place, isWaiting) {
  store.waiting[isWaiting ? "add" : "delete"](`${id}.${place}`);
  const button = keyAt(id, place);
  if (isWaiting) button?.setAttribute("aria-busy", "true");
  else button?.removeAttribute("aria-busy");
}

async function show(answer) {
  if (!answer) return toast("No answer from the bot.");
  if (answer.url) await follow(answer.url);
  if (!answer.text) return;
  if (answer.show_alert) alertDialog(answer.text);
  else toast(answer.text);
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast("Copied.");
}

/** A link: to a message it shows it; to a bot it opens the private chat, where [Start] sends what it carries; to anywhere else it asks first. */
export async function follow(url) {
  const [, group, messageId] = url.match(MESSAGE_LINK) ?? [];
  if (group) return showMessage(Number(`-100${group}`), Number(messageId));
  const [, name, verb, payload] = url.match(BOT_LINK) ?? [];
  const bot = store.bots.find((candidate) => candidate.username?.toLowerCase() === name?.toLowerCase());
  if (bot && verb?.toLowerCase() === "startgroup") return addToGroup(bot, payload);
  if (bot) return openBot(bot, url, verb);
  const outside = /^[a-z]+:/i.test(url) ? url : `https://${url}`;
  if (await confirmDialog("Open this address in a new tab?", outside, "Open")) open(outside, "_blank", "noopener");
}

async function showMessage(ref, id) {
  const chat = store.chats.find((known) => known.ref === ref);
  if (!chat) return toast(`${fullName(store.me)} is not in the group of this message.`);
  try {
    const message = await api.people("GET", "message", { user: store.me.id, chat: ref, message_id: id });
    const topic = (message.is_topic_message && message.message_thread_id) || 0;
    if (store.ref !== ref || (chat.isForum && store.topic !== topic)) await store.openChat(ref, topic);
    if (!(await jumpTo(id))) toast("This message is no longer there.");
  } catch {
    toast("This message is no longer there.");
  }
}

async function openBot(bot, url, verb) {
  store.link = verb ? { user: store.me.id, bot: bot.id, url } : null;
  try {
    await store.openChat(bot.id);
  } catch (error) {
    toast(error.message);
  }
}

async function addToGroup(bot, payload) {
  const { addBotDialog } = await import("./groups.js");
  await addBotDialog(bot, payload);
}

/** Groups: making one, and what its menu offers. */

import { api } from "./api.js";
import { check, choice, confirmDialog, field, formDialog, toast } from "./dialog.js";
import { addMembersDialog, membersDialog } from "./members.js";
import { openMenu } from "./menu.js";
import { fullName, handle } from "./names.js";
import { pickPeople } from "./pick.js";
import { isAdmin, may } from "./rights.js";
import { store } from "./store.js";

const KINDS = [
  ["supergroup", "Supergroup, the usual kind"],
  ["group", "Basic group, as a small new one is"],
  ["forum", "Forum, with topics"],
];

/** A new group with chosen people and, unless one does not want it, the bot. */
export async function newGroupDialog() {
  const { users } = await api.people("GET", "users");
  const others = users.filter((user) => user.id !== store.me.id);
  const picker = pickPeople("Members", others);
  const { bot } = store;
  const group = await formDialog(
    "New group",
    [
      field("Title", { name: "title", required: true, maxlength: "128", placeholder: "Garden Street tenants" }),
      picker.element,
      bot && check(`Add ${fullName(bot)} (${handle(bot)})`, { name: "bot", checked: true }),
      choice("Kind", "kind", KINDS, "supergroup"),
    ],
    "Make the group",
    (form) => api.people("POST", "groups", made(form, picker.chosen())),
  );
  if (!group) return;
  await store.loadChats();
  await store.openChat(group.id);
}

function made(form, members) {
  const title = String(form.get("title")).trim();
  if (!title) throw new Error("A group needs a title.");
  const kind = form.get("kind");
  return {
    title,
    creator: store.me.id,
    members,
    bots: form.get("bot") ? [store.bot.id] : [],
    type: kind === "group" ? "group" : "supergroup",
    is_forum: kind === "forum",
  };
}

/** A link of the bot that adds it: to a group of mine, with what the link carries. */
export async function addBotDialog(bot, payload) {
  const groups = store.chats.filter(
    (chat) => chat.kind !== "private" && !chat.migrated_to && !chat.bots.includes(bot.id),
  );
  if (!groups.length) return newGroupDialog();
  const chosen = await formDialog(
    `Add ${fullName(bot)} to a group`,
    [
      choice(
        "Group",
        "group",
        groups.map((group) => [String(group.ref), group.title]),
      ),
    ],
    "Add",
    async (form) => {
      await api.people("POST", `groups/${form.get("group")}/add`, { user: bot.id, by: store.me.id, payload });
      return Number(form.get("group"));
    },
  );
  if (chosen) await store.openChat(chosen);
}

export function openChatMenu(anchor) {
  const { chat } = store;
  openMenu(anchor, "Chat menu", chat.kind === "private" ? privateItems(chat) : groupItems(chat));
}

function privateItems(chat) {
  const act = (verb) => () => trying(`${verb}`, { user: store.me.id, bot: chat.ref });
  return [
    { label: "Send /start", act: act("start") },
    chat.blocked
      ? { label: "Unblock the bot", act: act("unblock") }
      : { label: "Block the bot", isDangerous: true, act: () => block(chat) },
  ];
}

async function block(chat) {
  const isSure = await confirmDialog(
    `Block ${chat.title}?`,
    "It can no longer write to you. In groups nothing changes.",
    "Block",
    true,
  );
  if (isSure) await trying("block", { user: store.me.id, bot: chat.ref });
}

function groupItems(chat) {
  const bot = store.bots.find((candidate) => !chat.bots.includes(candidate.id));
  if (chat.migrated_to) return [{ label: "Go to the supergroup", act: () => store.openChat(chat.migrated_to) }];
  return [
    { label: "Members", act: () => membersDialog(chat) },
    may(chat, "can_invite_users") && { label: "Add members", act: () => addMembersDialog(chat) },
    bot &&
      may(chat, "can_invite_users") && {
        label: `Add ${fullName(bot)}`,
        act: () => trying(`groups/${chat.ref}/add`, { user: bot.id, by: store.me.id }),
      },
    may(chat, "can_change_info") && { label: "Rename the group", act: () => rename(chat) },
    chat.isForum && may(chat, "can_manage_topics") && { label: "New topic", act: () => newTopic(chat) },
    ...topicItems(chat),
    isAdmin(chat.me) && {
      label: silence(chat) ? "Let members write" : "Let only administrators write",
      act: () => setSilence(chat),
    },
    chat.kind === "group" &&
      chat.me.status === "creator" && { label: "Make it a supergroup", act: () => migrate(chat) },
    { label: "Leave the group", isDangerous: true, act: () => leave(chat) },
  ];
}

function topicItems(chat) {
  const topic = chat.isForum && chat.topics.find((candidate) => candidate.id === store.topic);
  if (!topic || !may(chat, "can_manage_topics")) return [];
  const change = (state) => () => trying(`groups/${chat.ref}/topics/${topic.id}/${state}`, { by: store.me.id });
  return [
    topic.closed
      ? { label: "Reopen this topic", act: change("reopen") }
      : { label: "Close this topic", act: change("close") },
    { label: "Delete this topic", isDangerous: true, act: change("delete") },
  ];
}

async function trying(path, fields) {
  try {
    return await api.people("POST", path, fields);
  } catch (error) {
    toast(error.message);
    return null;
  } finally {
    await store.loadChats();
  }
}

const rename = (chat) =>
  formDialog(
    "Rename the group",
    [field("Title", { name: "title", required: true, maxlength: "128", value: chat.title })],
    "Rename",
    (form) =>
      api.people("POST", `groups/${chat.ref}/rename`, { by: store.me.id, title: String(form.get("title")).trim() }),
  );

async function newTopic(chat) {
  const topic = await formDialog(
    "New topic",
    [field("Name", { name: "name", required: true, maxlength: "128" })],
    "Open it",
    (form) =>
      api.people("POST", `groups/${chat.ref}/topics`, { by: store.me.id, name: String(form.get("name")).trim() }),
  );
  if (topic) await store.openChat(chat.ref, topic.id);
}

const silence = (chat) => !chat.permissions.includes("can_send_messages");

async function setSilence(chat) {
  await trying(`groups/${chat.ref}/permissions`, { [silence(chat) ? "grant" : "withdraw"]: ["can_send_messages"] });
}

async function migrate(chat) {
  const text =
    "It gets a new number, and what was said before stays behind. Telegram does this to basic groups that grow.";
  if (!(await confirmDialog("Make it a supergroup?", text, "Make it one"))) return;
  const made = await trying(`groups/${chat.ref}/migrate`, { by: store.me.id });
  if (made) await store.openChat(made.id);
}

async function leave(chat) {
  const text = "You no longer see it. Whether you stay on the council's roll is for the council's rules to say.";
  if (!(await confirmDialog(`Leave ${chat.title}?`, text, "Leave", true))) return;
  if (await trying(`groups/${chat.ref}/leave`, { user: store.me.id })) await store.openChat(null);
}

/** The members of a group, and what I may do to them. */

import { api } from "./api.js";
import { check, field, formDialog, toast } from "./dialog.js";
import { el, icon, keyed } from "./dom.js";
import { openMenu } from "./menu.js";
import { avatar, count, fullName, handle } from "./names.js";
import { isCalled, pickPeople, searchField } from "./pick.js";
import { isAdmin, may } from "./rights.js";
import { store } from "./store.js";

const SHOWN = 60;
const FEW = 12;
const STATUS = { creator: "owner", administrator: "administrator", restricted: "may not write", kicked: "removed" };
const RIGHTS = [
  ["can_delete_messages", "Delete messages"],
  ["can_restrict_members", "Remove and mute members"],
  ["can_invite_users", "Add members"],
  ["can_pin_messages", "Pin messages"],
  ["can_change_info", "Rename the group"],
  ["can_promote_members", "Make administrators"],
  ["can_manage_topics", "Manage topics"],
  ["can_manage_tags", "Set tags beside names"],
];
const USUAL = ["can_delete_messages", "can_invite_users", "can_pin_messages"];

/** Everybody in the group, searched by name; press one for what can be done. */
export async function membersDialog(chat) {
  const list = el("div.people", { role: "list", "aria-label": "Members of the group", tabindex: "0" });
  const search = searchField("Search members", draw);
  const more = el("small", {});
  let members = [];
  const load = async () => {
    members = (await api.people("GET", `groups/${chat.ref}`)).members.filter(
      (member) => isHere(member) || member.status === "kicked",
    );
    search.hidden = members.length <= FEW;
    draw();
  };
  await load();
  await formDialog(`Members of ${chat.title}`, [search, list, more], null, () => null);

  function draw() {
    const found = members.filter(({ user }) => isCalled(user, search.value));
    keyed(
      list,
      found
        .slice(0, SHOWN)
        .map((member) => ({
          key: member.user.id,
          source: JSON.stringify(member),
          make: () => row(chat, member, load),
        })),
    );
    more.textContent =
      found.length > SHOWN
        ? `${found.length - SHOWN} more: search for a name.`
        : count(found.length, "member", "members");
  }
}

const isHere = (member) => member.status !== "left" && member.status !== "kicked" && member.is_member !== false;

function row(chat, member, load) {
  const items = actions(chat, member, load).filter(Boolean);
  const name = fullName(member.user);
  const open = (event) => openMenu(event.currentTarget, `What to do with ${name}`, items);
  return el(
    "div.person",
    { role: "listitem" },
    avatar(member.user.id, name, member.user.is_bot),
    el("span", {}, name, member.user.id === store.me.id ? " (you)" : ""),
    el("small", {}, [member.user.is_bot ? "bot" : handle(member.user), standing(member)].filter(Boolean).join(" · ")),
    items.length > 0 &&
      el(
        "button.icon-only",
        { "aria-label": `Actions for ${name}`, "aria-haspopup": "menu", onclick: open },
        icon("more"),
      ),
  );
}

const standing = ({ status, is_anonymous: isAnonymous, custom_title: title }) =>
  [title || STATUS[status], isAnonymous && "anonymous"].filter(Boolean).join(", ");

function actions(chat, member, load) {
  const { user, status } = member;
  const isMe = user.id === store.me.id;
  const act =
    (verb, fields = {}) =>
    async () => {
      try {
        await api.people("POST", `groups/${chat.ref}/${verb}`, { user: user.id, by: store.me.id, ...fields });
      } catch (error) {
        toast(error.message);
      }
      await load();
    };
  if (status === "kicked") return [may(chat, "can_invite_users") && { label: "Add again", act: act("add") }];
  const mayPromote = chat.me.status === "creator" || (isAdmin(chat.me) && chat.me.can_promote_members);
  const mayRestrict = isAdmin(chat.me) && may(chat, "can_restrict_members") && !isMe && status !== "creator";
  return [
    mayPromote && {
      label: isAdmin(member) ? "Change rights" : "Make administrator",
      act: () => promote(chat, member, load),
    },
    mayPromote && status === "administrator" && { label: "No longer administrator", act: act("demote") },
    mayRestrict && status === "member" && { label: "Mute", act: act("mute") },
    mayRestrict && status === "restricted" && { label: "Let them write again", act: act("unmute") },
    mayRestrict && { label: "Remove from the group", isDangerous: true, act: act("remove") },
  ];
}

/** Which rights an administrator has, and whether they write in the name of the group. */
async function promote(chat, member, load) {
  const { user, status } = member;
  const has = (right) => (isAdmin(member) ? Boolean(member[right]) : USUAL.includes(right));
  const isOwner = status === "creator";
  await formDialog(
    `Rights of ${fullName(user)}`,
    [
      !isOwner &&
        el(
          "fieldset.rights",
          {},
          el("legend", {}, "May"),
          RIGHTS.map(([name, label]) => check(label, { name: "rights", value: name, checked: has(name) })),
        ),
      !user.is_bot &&
        check(
          "Anonymous",
          { name: "anonymous", checked: Boolean(member.is_anonymous) },
          "writes in the name of the group",
        ),
      field(
        "Title",
        { name: "custom_title", maxlength: "16", value: member.custom_title ?? "" },
        "shown beside the name, may stay empty",
      ),
    ],
    "Save",
    (form) =>
      api.people("POST", `groups/${chat.ref}/promote`, {
        user: user.id,
        by: store.me.id,
        anonymous: Boolean(form.get("anonymous")),
        custom_title: String(form.get("custom_title")).trim(),
        ...(isOwner ? {} : { rights: ["can_manage_chat", ...form.getAll("rights")] }),
      }),
  );
  await load();
}

/** Add people who are not in the group; adding is told in the group by one message each. */
export async function addMembersDialog(chat) {
  const [{ users }, { members }] = await Promise.all([
    api.people("GET", "users"),
    api.people("GET", `groups/${chat.ref}`),
  ]);
  const here = new Set(members.filter(isHere).map((member) => member.user.id));
  const picker = pickPeople(
    "People",
    users.filter((user) => !here.has(user.id)),
  );
  await formDialog("Add members", [picker.element], "Add", async () => {
    for (const user of picker.chosen()) await api.people("POST", `groups/${chat.ref}/add`, { user, by: store.me.id });
  });
}

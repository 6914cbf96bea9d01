/** Who I am: the switcher, adding a person, changing a name. */

import { api } from "./api.js";
import { choice, field, formDialog, toast } from "./dialog.js";
import { el, icon, keyed, redraw } from "./dom.js";
import { avatar, count, fullName, handle } from "./names.js";
import { isCalled } from "./pick.js";
import { store } from "./store.js";

const PAGE = 60;
const LANGUAGES = [
  ["en", "English"],
  ["ru", "Russian (русский)"],
  ["de", "German (Deutsch)"],
  ["", "not told"],
];

const $ = (selector) => document.querySelector(selector);
let people = [];
let most = PAGE;

export function mountPeople() {
  $("#who").addEventListener("click", openSwitcher);
  $("#who-list").addEventListener("toggle", (event) =>
    $("#who").setAttribute("aria-expanded", String(event.newState === "open")),
  );
  $("#who-search").addEventListener("input", () => drawList());
  $("#who-list").addEventListener("keydown", move);
  $("#add-person").addEventListener("click", addPerson);
  $("#change-me").addEventListener("click", changeMe);
  store.subscribe(drawMe);
}

function drawMe() {
  if (!store.me) return;
  const name = fullName(store.me);
  document.title = `${name} · Mandate's playground`;
  $("#who").setAttribute("aria-label", `You are ${name}`);
  redraw($("#who"), [store.me.id, name], () => [
    avatar(store.me.id, name),
    el("span.name", {}, el("small", {}, "You are"), name),
    icon("down"),
  ]);
}

/** Open at the press, with whom it knew last: what is pressed before the answer comes, Escape too, is for the list. */
async function openSwitcher() {
  most = PAGE;
  $("#who-search").value = "";
  drawAnew();
  $("#who-list").togglePopover(true);
  people = (await api.people("GET", "users")).users;
  drawAnew();
  if ($("#who-list").matches(":popover-open"))
    ($("#who-options [aria-selected=true]") ?? $("#who-options button"))?.focus();
}

function drawAnew() {
  $("#who-search").hidden = people.length <= 12;
  drawList();
}

function drawList() {
  const found = people.filter((user) => isCalled(user, $("#who-search").value));
  keyed($("#who-options"), found.slice(0, most).map(option));
  $("#who-more").hidden = found.length <= most;
  $("#who-none").hidden = found.length > 0 || people.length === 0;
  $("#who-more").textContent = `Show more of ${count(found.length, "person", "people")}`;
  $("#who-more").onclick = () => {
    most += PAGE;
    drawList();
  };
}

function option(user) {
  const isMe = user.id === store.me.id;
  const choose = () => {
    $("#who-list").hidePopover();
    store.become(user.id);
  };
  return {
    key: user.id,
    source: JSON.stringify([user, isMe]),
    make: () =>
      el(
        "button",
        { role: "option", "aria-selected": String(isMe), onclick: choose },
        avatar(user.id, fullName(user)),
        el("span", {}, fullName(user)),
        el("small", {}, handle(user)),
      ),
  };
}

function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const options = [...$("#who-options").children];
  const next = options.indexOf(document.activeElement) + step;
  (options[next] ?? (next < 0 ? $("#who-search") : options[0])).focus();
}

const personFields = (user = {}) => [
  field("First name", { name: "first_name", required: true, maxlength: "64", value: user.first_name ?? "" }),
  field("Last name", { name: "last_name", maxlength: "64", value: user.last_name ?? "" }, "may stay empty"),
  field(
    "Username",
    { name: "username", maxlength: "32", pattern: "@?[A-Za-z][A-Za-z0-9_]{3,31}", value: user.username ?? "" },
    "4 to 32 letters, digits or _; many people have none",
  ),
  choice("Language", "language_code", LANGUAGES, user.language_code ?? ""),
];

function entered(form) {
  const value = (name) => String(form.get(name) ?? "").trim();
  if (!value("first_name")) throw new Error("A person needs a first name.");
  return {
    first_name: value("first_name"),
    last_name: value("last_name") || null,
    username: value("username").replace(/^@/, "") || null,
    language_code: value("language_code") || null,
  };
}

async function addPerson() {
  const added = await formDialog("Add a person", personFields({ language_code: "en" }), "Add", (form) =>
    api.people("POST", "users", entered(form)),
  );
  if (!added) return;
  toast(`${fullName(added)} is here. Add them to a group in the group's menu.`);
}

async function changeMe() {
  $("#who-list").hidePopover();
  await formDialog("Change name or language", personFields(store.me), "Save", (form) =>
    api.people("PATCH", `users/${store.me.id}`, { ...entered(form), username: entered(form).username ?? "" }),
  );
}

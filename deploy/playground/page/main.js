/** Start the page: the first people, the views, the tools, then follow what happens. */

import { api } from "./api.js";
import { mountChat } from "./chat.js";
import { mountChats } from "./chats.js";
import { composer, mountComposer } from "./composer.js";
import { mountDrawer } from "./drawer.js";
import { followEvents } from "./feed.js";
import { newGroupDialog } from "./groups.js";
import { mountPeople } from "./people.js";
import { store } from "./store.js";

/** Neighbours to begin with; their ids are the stand-in's first, so two windows at once make nobody twice. */
const NEIGHBOURS = [
  { first_name: "Anna", last_name: "Karlsson", username: "anna" },
  { first_name: "Ben", last_name: "Okafor", username: "ben_o" },
  { first_name: "Cleo", last_name: "Martin" },
  { first_name: "Dan", last_name: "Petrov", username: "danp" },
  { first_name: "Emil", last_name: "Sørensen" },
  { first_name: "Fatima", last_name: "Haddad", username: "fatima_h" },
  { first_name: "Grace", last_name: "Lim", username: "grace_lim" },
];

/** Where nobody is, the neighbours move in; a playground that was started anew is such a place. */
async function ensurePeople() {
  const { users } = await api.people("GET", "users");
  if (users.length) return;
  for (const neighbour of NEIGHBOURS) await api.people("POST", "users", { ...neighbour, language_code: "en" });
}

async function start() {
  mountChat(composer);
  mountChats();
  mountComposer();
  mountPeople();
  mountDrawer();
  addEventListener("popstate", () => store.follow());
  document.querySelector("#welcome-group").addEventListener("click", newGroupDialog);
  await followEvents(ensurePeople);
}

await start();

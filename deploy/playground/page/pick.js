/** Choosing people from a list: searched by name, quick with a thousand. */

import { el, keyed } from "./dom.js";
import { avatar, count, fullName, handle } from "./names.js";

const SHOWN = 50;
const FEW = 10;

/** A field to search by name; Enter does not send the form around it. */
export function searchField(label, search) {
  const stay = (event) => event.key === "Enter" && event.preventDefault();
  return el("input", { type: "search", placeholder: "Search", "aria-label": label, oninput: search, onkeydown: stay });
}

export const isCalled = (person, typed) =>
  `${fullName(person)} ${person.username ?? ""}`.toLowerCase().includes(typed.trim().toLowerCase());

/** A searched list of tick boxes; `chosen()` gives the ids. All are chosen at first where there are few. */
export function pickPeople(label, people) {
  const chosen = new Set(people.length <= FEW ? people.map((person) => person.id) : []);
  const list = el("div.people", { role: "group", "aria-label": label });
  const more = el("small", {});
  const search = searchField(`Search ${label.toLowerCase()}`, draw);
  search.hidden = people.length <= FEW;
  const number = el("small.number", {});
  draw();
  return {
    element: el("fieldset.picker", {}, el("legend", {}, label, " ", number), search, list, more),
    chosen: () => [...chosen],
  };

  function draw() {
    const found = people.filter((person) => isCalled(person, search.value));
    keyed(
      list,
      found.slice(0, SHOWN).map((person) => ({ key: person.id, source: person, make: () => row(person) })),
    );
    more.textContent = found.length > SHOWN ? `${count(found.length - SHOWN, "more", "more")}: search for a name.` : "";
    if (!people.length) more.textContent = "Nobody else is here yet.";
    tell();
  }

  function row(person) {
    const tick = (event) => {
      chosen[event.target.checked ? "add" : "delete"](person.id);
      tell();
    };
    return el(
      "label.person",
      {},
      el("input", { type: "checkbox", checked: chosen.has(person.id), onchange: tick }),
      avatar(person.id, fullName(person)),
      el("span", {}, fullName(person)),
      el("small", {}, handle(person)),
    );
  }

  function tell() {
    number.textContent = `${chosen.size} of ${people.length}`;
  }
}

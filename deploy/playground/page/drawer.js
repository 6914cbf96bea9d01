/** The drawer beside the chat: one tab for each tool. A tool that is not there leaves its tab away. */

import { api } from "./api.js";
import { store } from "./store.js";

const TOOLS = ["tour", "clock", "crowd", "log", "faults"];
const REMEMBERED = "playground.tool";

const drawer = document.querySelector("#drawer");
const toggle = document.querySelector("#playground");
const tab = (tool) => document.querySelector(`#tab-${tool}`);

export function mountDrawer() {
  toggle.addEventListener("click", () => (drawer.hidden ? openTool() : closeDrawer()));
  document.querySelector("#close-drawer").addEventListener("click", closeDrawer);
  drawer.addEventListener("keydown", moved);
  document.addEventListener("keydown", escaped);
  for (const tool of TOOLS) {
    tab(tool).addEventListener("click", () => openTool(tool));
    mountTool(tool);
  }
  document
    .querySelector("#welcome-tour")
    .addEventListener("click", () => document.dispatchEvent(new CustomEvent("tour:start")));
}

/** Each tool is a module of its own with `mount(element, store, api)`. */
async function mountTool(tool) {
  try {
    const { mount } = await import(`./${tool}.js`);
    mount(document.querySelector(`#tool-${tool}`), store, api);
  } catch (error) {
    console.info(`${tool}: ${error.message}`);
    tab(tool).hidden = true;
  }
}

/** Show a tool, the one that was open last if none is named. */
function openTool(tool = localStorage.getItem(REMEMBERED) ?? TOOLS[0]) {
  localStorage.setItem(REMEMBERED, tool);
  for (const other of TOOLS) {
    tab(other).setAttribute("aria-selected", String(other === tool));
    tab(other).tabIndex = other === tool ? 0 : -1;
    document.querySelector(`#tool-${other}`).hidden = other !== tool;
  }
  drawer.hidden = false;
  toggle.setAttribute("aria-expanded", "true");
  document.body.classList.add("with-drawer");
}

function closeDrawer() {
  drawer.hidden = true;
  toggle.setAttribute("aria-expanded", "false");
  document.body.classList.remove("with-drawer");
  toggle.focus();
}

/** From wherever the focus is; what lies above the page, or is being written, is put away first. */
function escaped(event) {
  const isForDrawer = event.key === "Escape" && !event.defaultPrevented && !event.isComposing && !drawer.hidden;
  if (isForDrawer && !document.querySelector("dialog[open], :popover-open")) closeDrawer();
}

function moved(event) {
  if (!event.target.matches("[role=tab]")) return;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const shown = TOOLS.filter((tool) => !tab(tool).hidden);
  const next = shown[(shown.indexOf(event.target.id.slice(4)) + step + shown.length) % shown.length];
  openTool(next);
  tab(next).focus();
}

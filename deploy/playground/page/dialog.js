/** Toasts, alerts, questions and forms. Dialogs are the browser's own: focus stays inside, Escape closes. */

import { el, keyAt } from "./dom.js";

const TOAST_BASE = 3000;
const TOAST_PER_LETTER = 35;
const TOAST_MOST = 9000;

let fading = null;

/** A sentence that vanishes by itself; a newer one takes its place. Over an open form it stands in the form. */
export function toast(text) {
  const problem = document.querySelector("dialog[open] .problem");
  if (problem) {
    problem.textContent = text;
    return;
  }
  const place = document.querySelector(".toast");
  clearTimeout(fading);
  place.textContent = text;
  place.classList.add("shown");
  fading = setTimeout(hideToast, Math.min(TOAST_BASE + TOAST_PER_LETTER * text.length, TOAST_MOST));
}

export function hideToast() {
  const place = document.querySelector(".toast");
  place.classList.remove("shown");
  place.textContent = "";
}

/** Show a dialog until it is closed; its return value comes back, "" for Escape and Cancel. */
function showDialog(dialog) {
  const goBack = wayBack(document.activeElement);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue);
      dialog.remove();
      goBack();
    });
  });
}

/** Focus returns to what opened the dialog, or to what stands in its place now. */
function wayBack(opener) {
  const id = opener?.closest("article")?.dataset.messageId;
  const place = opener?.dataset.place;
  return () => {
    if (document.activeElement !== document.body) return;
    const now = opener?.isConnected ? opener : keyAt(id, place);
    (now ?? document.querySelector("#messages")).focus();
  };
}

/** A text, or a picture with that text, and nothing to do but [OK]. */
export function alertDialog(text, picture = null) {
  const ok = el("button.primary", { onclick: (event) => event.target.closest("dialog").close() }, "OK");
  const said = el("p", { dir: "auto" }, text);
  return showDialog(
    el(
      "dialog.alert",
      { "aria-label": picture ? "Picture" : "Message from the bot" },
      picture,
      said,
      el("div.actions", {}, ok),
    ),
  );
}

/** Ask before something is done; true if it shall be. */
export async function confirmDialog(title, text, yes, isDangerous = false) {
  const close = (value) => (event) => event.target.closest("dialog").close(value);
  const answer = await showDialog(
    el(
      "dialog",
      { "aria-label": title },
      el("h2", {}, title),
      text && el("p.wrap", {}, text),
      el(
        "div.actions",
        {},
        el("button", { onclick: close("") }, "Cancel"),
        el(`button.${isDangerous ? "danger" : "primary"}`, { onclick: close("yes") }, yes),
      ),
    ),
  );
  return answer === "yes";
}

/**
 * A form in a dialog. `send` gets the FormData; if it throws, its sentence is shown and the form stays open.
 * What `send` returned comes back, or null if the form was left.
 */
export async function formDialog(title, fields, yes, send) {
  let result = null;
  const problem = el("p.problem", { role: "alert" });
  const submit = async (event) => {
    event.preventDefault();
    try {
      result = (await send(new FormData(form), form)) ?? true;
      dialog.close("done");
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  const form = el(
    "form",
    { onsubmit: submit },
    el("h2", {}, title),
    fields,
    problem,
    el(
      "div.actions",
      {},
      el("button", { onclick: () => dialog.close("") }, yes ? "Cancel" : "Close"),
      yes && submitButton(yes),
    ),
  );
  const dialog = el("dialog.form", { "aria-label": title }, form);
  await showDialog(dialog);
  return result;
}

function submitButton(label) {
  const button = el("button.primary", {}, label);
  button.type = "submit";
  return button;
}

/** A labelled input. */
export function field(label, properties, hint) {
  return el(
    "label.field",
    {},
    el("span", {}, label),
    el("input", { autocomplete: "off", ...properties }),
    hint && el("small", {}, hint),
  );
}

export function check(label, properties, hint) {
  return el(
    "label.check",
    {},
    el("input", { type: "checkbox", ...properties }),
    el("span", {}, label, hint && el("small", {}, hint)),
  );
}

export function choice(label, name, options, chosen) {
  const made = options.map(([value, text]) => el("option", { value, selected: value === chosen }, text));
  return el("label.field", {}, el("span", {}, label), el("select", { name }, made));
}

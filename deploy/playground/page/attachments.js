/** Files that are to be sent: pictures as pictures, everything else as a file. */

import { el, icon } from "./dom.js";

const MOST_MEGABYTES = 50;
const PICTURE = /^image\/(jpeg|png|webp)$/;

/** A chosen file as POST /people/say takes it; a sentence if Telegram would not. */
export async function readFile(file) {
  if (file.size > MOST_MEGABYTES * 1024 * 1024)
    throw new Error(`${file.name} is too large: a file may have ${MOST_MEGABYTES} MB.`);
  if (!file.size) throw new Error(`${file.name} is empty.`);
  return { name: file.name, mime: file.type, base64: await base64(file) };
}

const base64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

export const contentOf = (file) => ({ [PICTURE.test(file.mime) ? "photo" : "document"]: file });

/** What is attached, each with a button that takes it away. */
export const chips = (files, takeAway) =>
  files.map((file) => {
    const button = { "aria-label": `Take away ${file.name}`, onclick: () => takeAway(file) };
    return el("span.chip", {}, icon("file"), file.name, el("button.icon-only", button, icon("close")));
  });

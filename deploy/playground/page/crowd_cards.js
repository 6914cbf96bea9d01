/** Which messages of the open chat a crowd can act on, and which of their buttons are choices. */

import { excerpt } from "./richtext.js";

/** The crowd presses [Join the roll] by itself; [Vote] is the link into the private booth. */
const JOIN = ["Join the roll", "Вступить в список"];
/** What stands under every ballot: a card without it asks nobody to vote. */
const MORE = ["More", "Ещё"];
const VOTE = ["Vote", "Голосовать"];
/** Shares a visitor would choose; other labels begin at 0, on a card of names the first ones lead. */
const USUAL = new Map([["Yes", 60], ["No", 30], ["Abstain", 10], ["За", 60], ["Против", 30], ["Воздержаться", 10]]);
const LEADING = [60, 30, 10];
/** Labels that are no vote: they begin at 0, and a card that has no others is not chosen by itself. */
const ASIDE = /^(Propose|Stand|Remind me|Amend|Withdraw|Clear my ballot|How it is counted|Mandate|Reopen nominations|None of these|Vote here|Vote on the whole text|Напомнить)/u;
/** "Second (1 of 5)" is one button, however many have pressed it. */
const COUNT = /\s*\([^)]*\d[^)]*\)$/u;
const SHOWN = 40;

/** The newest message first: {id, title, labels, hasBooth}. */
export function cardsOf(store) {
  const botIds = new Set(store.bots.map((bot) => bot.id));
  const fromBot = store.messages.filter((message) => botIds.has(message.author) && message.keyboard?.length);
  return fromBot.map(card).filter((found) => found.labels.length || found.hasBooth).reverse().slice(0, SHOWN);
}

function card({ message_id: id, text, keyboard }) {
  const keys = keyboard.flat();
  const pressed = keys.filter((key) => key.data !== undefined && ![...JOIN, ...MORE].includes(key.text));
  const labels = [...new Set(pressed.map((key) => key.text.replace(COUNT, "")))];
  const hasBooth = keys.some((key) => key.url && VOTE.includes(key.text));
  const isForAll = keys.some((key) => [...JOIN, ...MORE].includes(key.text));
  return { id, title: title(text), labels, hasBooth, isVote: isForAll && (hasBooth || labels.some((label) => !ASIDE.test(label))) };
}

/** A card's first two lines: what it is, and what about. */
const title = (text) => excerpt(text.split("\n").filter(Boolean).slice(0, 2).join(" · "), 60);

/** {label, weight, isAside} for each choice of a card. */
export function usualShares({ labels }) {
  const isUsual = labels.some((label) => USUAL.has(label));
  const leading = [...LEADING];
  return labels.map((label) => {
    const isAside = !USUAL.has(label) && ASIDE.test(label);
    const weight = isUsual ? (USUAL.get(label) ?? 0) : isAside ? 0 : (leading.shift() ?? 0);
    return { label, weight, isAside };
  });
}

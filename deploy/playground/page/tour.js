/* The guided tour: a card beside the chat that says what to press now, and why it is so.
 *
 * It acts only through what a visitor could press, and reads only what is on the page; see tour_steps.js for the story. */

import { el, perFrame, redraw } from "./dom.js";
import { count, dayAndTime, fullName } from "./names.js";
import { say } from "./tools.js";
import * as elsewhere from "./tour_elsewhere.js";
import { TourGroup } from "./tour_group.js";
import { bring, isOffScreen, point, show } from "./tour_marks.js";
import { read, readLanguage, readPaper, readQuestion, readRegister } from "./tour_reading.js";
import { STEPS, answerYes } from "./tour_steps.js";

/** The label of the button that leads into a private booth. */
const BOOTH = "Vote";
/** Milliseconds between two looks at a crowd. */
const LOOK_AGAIN = 300;
/** What happened meanwhile reaches the page first: else a second press would go a step too far. */
const BREATH = 250;
/** What may be wrong a moment later is said only when it has been so for that long. */
const STEADY = 400;
/** For so long the next sentence follows from what was done just now. */
const NEWS = 3000;
const SPOKEN = /\[([^\]]+)\]|`([^`]+)`/g;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function mount(element, store, api) {
  const card = el("section.tour-card", { "aria-label": "Tour", "aria-busy": "false", tabindex: "0" });
  document.querySelector("#tour-dock").append(card);
  const tour = new Tour(store, api, card, element);
  document.addEventListener("tour:start", () => tour.group.turn(true));
  store.subscribe(tour.changed);
  new MutationObserver(tour.changed).observe(document.querySelector("main"), { childList: true, subtree: true });
  document.addEventListener("input", tour.changed);
  document.addEventListener("scroll", tour.changed, { capture: true, passive: true });
  document.addEventListener("click", (event) => tour.pressed(event.target.closest(".keyboard > .tour-mark")));
  tour.changed();
}

class Tour {
  #store;
  #api;
  #card;
  #panel;
  /** What the card shows; and what is read aloud of it, in an element that stays: one that is new is not heard. */
  #shownCard = el("div.tour-shown");
  #heard = el("p.tour-heard", { role: "status" });
  /** What was brought into view last: a visitor who scrolls away from it is let. */
  #brought = "";
  /** How many presses of a button the visitor saw since the clock was moved; cards show them some seconds later. */
  #pressed = new Map();
  #isBusy = false;
  #note = "";
  #notedAt = 0;
  #said = "";
  #wanted = { say: "", since: 0 };
  #shown = null;

  constructor(store, api, card, panel) {
    this.changed = perFrame(() => this.#draw());
    [this.#store, this.#api, this.#card, this.#panel] = [store, api, card, panel];
    this.group = new TourGroup(store, this.changed);
    card.append(this.#heard, this.#shownCard);
  }

  #draw() {
    const { group } = this;
    this.#card.hidden = !group.isOn;
    if (!this.#store.chats.length) return;
    if (!group.isOn) {
      point([]);
      this.#drawPanel(null);
      return;
    }
    group.look();
    const council = this.#read();
    const at = STEPS.findIndex((step) => !step.done(council));
    const press = this.#steady({ at, ...this.#press(council, at) });
    this.#drawCard(press, point(press.marks));
    this.#drawPanel(council);
  }

  /** Between an answer and the card that follows, or on the way to another chat, there is a moment without either. */
  #steady(press) {
    const now = Date.now();
    if (press.say !== this.#wanted.say) {
      this.#wanted = { say: press.say, since: now };
      setTimeout(this.changed, STEADY);
    }
    const isFleeting = press.offers.some((offer) => offer.write) || press.marks.some((mark) => mark.chat);
    const isEarly = this.#isOnTheWay() || (isFleeting && now - this.#wanted.since < STEADY);
    if (!isEarly || !this.#shown) this.#shown = press;
    return this.#shown;
  }

  #isOnTheWay() {
    return this.#store.chat !== null && !this.#store.isLoaded;
  }

  /** What to press now: back to the group if the visitor is elsewhere, else what the step at hand says. */
  #press(council, at) {
    const view = this.#view();
    if (view.group === null || this.group.isLost) return elsewhere.START;
    if (at < 0) return elsewhere.FAREWELL;
    if (!this.group.isOpen) return this.#elsewhere(view, council, at);
    if (council.isSilent) return elsewhere.NO_BOT;
    if (council.isForeign) return elsewhere.FOREIGN;
    return this.#inAside(view, council) ?? this.#ledHome(STEPS[at].press(council, view));
  }

  /** The register is read once it was on the page, in the group or in the private chat. */
  #read() {
    const { group } = this;
    const council = read(group.messages, group.asides);
    const isHome = this.#store.chat?.kind === "private" && group.answeredIn("/decisions");
    const here = isHome ? this.#store.messages.filter(({ date }) => date >= group.written.date) : [];
    group.hasRegister ||= Boolean(council.register ?? readRegister(here));
    return { ...council, register: group.hasRegister };
  }

  /** A paper that the group shows to its voter alone. */
  #inAside(view, { election }) {
    const paper = election && readPaper(this.group.asides.filter(({ date }) => date >= election.card.date));
    if (paper?.isRecorded) this.#noteVote(election);
    return paper && !paper.isRecorded ? elsewhere.inBooth(paper, view) : null;
  }

  #noteVote({ card }) {
    this.#pressed.set(`I ${card.message_id} ${BOOTH}`, 1);
  }

  /** To the private chat, if what is to be written was written already and is answered there, and not read or answered. */
  #ledHome(press) {
    const home = this.group.answeredIn(press.offers[0]?.write);
    const isOpen = home && (home.unread > 0 || readQuestion([home.last]));
    return isOpen ? elsewhere.answeredInPrivate(home) : press;
  }

  #elsewhere(view, council, at) {
    const { chat, messages, me } = this.#store;
    const { election } = council;
    if (chat?.kind !== "private" || !view.isMember) return elsewhere.backTo(view);
    if (this.#store.link) return elsewhere.startIt(election);
    if (messages.at(-1)?.author === me.id) return elsewhere.WAIT;
    const question = this.#askedAtHome(messages, council, view, at);
    if (question) return answerYes(question);
    const paper = readPaper(messages);
    if (!paper && readLanguage(messages).isForeign) return elsewhere.inAnotherLanguage(view);
    if (!paper || !election) return elsewhere.backTo(view);
    if (paper.isRecorded) this.#noteVote(election);
    return elsewhere.inBooth(paper, view);
  }

  /** What the bot asks here about what the tour let them write in the group. */
  #askedAtHome(messages, council, view, at) {
    if (!this.group.messages.length) return null;
    const home = this.group.answeredIn(STEPS[at].press(council, view).offers[0]?.write);
    return home && readQuestion(messages.filter(({ date }) => date >= this.group.written.date));
  }

  #view() {
    const { ref, title, isMember } = this.group;
    return {
      mine: this.#store.me ? fullName(this.#store.me) : "",
      group: ref === null ? null : { ref, title },
      isMember,
      open: this.#store.chat,
      pressed: ({ message_id: id }, ...labels) => this.#seen(id, new Set(labels)),
    };
  }

  #seen(messageId, labels) {
    let sum = 0;
    for (const label of labels) {
      for (const who of ["I", "others"]) sum += this.#pressed.get(`${who} ${messageId} ${label}`) ?? 0;
    }
    return sum;
  }

  /** A card is drawn anew a little later, so that many presses make one edit; until then it looks as before. */
  pressed(button) {
    if (!button) return;
    const messageId = Number(button.closest("article").dataset.messageId);
    if (button.textContent !== BOOTH) this.#pressed.set(`I ${messageId} ${button.textContent}`, 1);
    this.#say("The card follows in a few seconds.");
  }

  #drawCard({ at, ...press }, target) {
    if (press.say !== this.#said) this.#forgetNote(press.say);
    this.#bring(target, press.say);
    const isFar = isOffScreen(target);
    const [place, title] = this.#heading(at);
    say(this.#heard, [place, title, asHeard(press.say), this.#note].filter(Boolean).join(". "));
    redraw(this.#shownCard, [place, title, press, isFar, this.#isBusy, this.#note], () => [
      el("header", {},
        el("p.tour-place", {}, place),
        el("h2", {}, title),
        el("button.tour-leave", { onclick: () => this.group.turn(false) }, "Leave the tour")),
      el("p.tour-say", {}, spoken(press.say), isFar && this.#showButton()),
      el("div.tour-offers", {}, press.offers.map((offer, place) => this.#offerButton(offer, place))),
      el("p.tour-note", {}, this.#note),
      el("p.tour-why", {}, spoken(press.why)),
    ]);
  }

  /** Once for each sentence, and again when something new came below and pushed it away. */
  #bring(target, sentence) {
    if (!isOffScreen(target)) return;
    const at = JSON.stringify([sentence, this.group.ref, this.#store.messages.at(-1)?.message_id]);
    if (at === this.#brought) return;
    this.#brought = at;
    bring(target);
  }

  /** After a reload elsewhere nothing is known until the group is open again. */
  #heading(at) {
    if (!this.group.isKnown) return ["", "The tour"];
    return at < 0 ? ["The end", "That is the whole of it"] : [`Step ${at + 1} of ${STEPS.length}`, STEPS[at].title];
  }

  /** A note is about the sentence that it stood below, or about what brought the next one. */
  #forgetNote(sentence) {
    if (this.#said && !this.#isBusy && Date.now() - this.#notedAt > NEWS) this.#note = "";
    this.#said = sentence;
  }

  /** The target may be drawn anew meanwhile, so it is looked for again when the button is pressed. */
  #showButton() {
    return el("button.tour-show", { onclick: () => show(document.querySelector(".tour-mark")) }, "Show me");
  }

  #offerButton(offer, place) {
    const [label, act] = this.#meaning(offer);
    return el(place ? "button" : "button.primary", { onclick: act, disabled: this.#isBusy }, label);
  }

  #meaning(offer) {
    if (offer.write) return ["Write it for me", () => writeForMe(offer.write)];
    if (offer.clock) return ["To the next thing that is due", () => this.#do(() => this.#moveOn())];
    if (offer.adopt) return [`Take the tour in “${offer.adopt.title}”`, () => this.group.adopt(offer.adopt)];
    return [offer.label, () => this.#do(() => this.#letOthers(offer.crowd))];
  }

  /** One thing at a time: the button is drawn as disabled with the next frame only, and may be pressed before that. */
  async #do(act) {
    if (this.#isBusy) return;
    this.#say("", true);
    const note = await act().catch((error) => error.message);
    await pause(BREATH);
    this.#say(note);
  }

  #say(note, isBusy = false) {
    [this.#note, this.#isBusy, this.#notedAt] = [note, isBusy, Date.now()];
    this.#card.setAttribute("aria-busy", String(isBusy));
    this.changed();
  }

  async #moveOn() {
    this.#pressed.clear();
    const before = this.group.messages.at(-1)?.message_id ?? 0;
    const { now, nothing_due: isNothing } = await this.#api.play("POST", "clock", { to: "next" });
    if (isNothing) return "0 changed: nothing is due. Somebody has to do something first.";
    return `It is ${dayAndTime(now)} now. ${await this.#newsSince(before)}`;
  }

  /** What came of it, also where the open chat shows nothing of it. */
  async #newsSince(before) {
    const { messages } = await this.#api.people("GET", "history", { chat: this.group.ref, user: this.#store.me.id, after: before });
    const came = messages.length;
    if (!came) return "Nothing new below: a card above changed, or somebody was written to in private.";
    return this.group.isOpen ? `${count(came, "new message", "new messages")} below.` : `${count(came, "new message", "new messages")} in “${this.group.title}”.`;
  }

  async #letOthers(crowd) {
    await this.#crowdOver();
    await this.#api.play("POST", "crowd", { chat: this.group.ref, me: this.#store.me.id, ...crowd });
    return this.#told(crowd, await this.#crowdOver());
  }

  /** There is one crowd at a time; another may be under way, which the panel started, or the page before a reload. */
  async #crowdOver() {
    for (;;) {
      const progress = await this.#api.play("GET", "crowd");
      if (progress.done) return progress;
      await pause(LOOK_AGAIN);
    }
  }

  #told(crowd, { error, joined, on_roll: onRoll, voted, answers }) {
    if (error) return error;
    if (!crowd.message_id) return `${onRoll} of ${joined} are on the roll.`;
    const key = `others ${crowd.message_id} ${Object.keys(crowd.shares ?? {})[0] ?? BOOTH}`;
    this.#pressed.set(key, (this.#pressed.get(key) ?? 0) + voted);
    return voted ? `${voted} of ${joined} did.` : `0 of ${joined} did, so nothing changed. ${mostRead(answers)}`;
  }

  #drawPanel(council) {
    redraw(this.#panel, council && STEPS.map((step) => Boolean(step.done(council))), () => [
      el("p", {}, "In five minutes a group is founded, decides, sends a delegate, is failed, and takes the office back."),
      el("ol.tour-steps", {}, STEPS.map((step) => {
        const isDone = Boolean(council && step.done(council));
        return el(isDone ? "li.done" : "li", {}, step.title, isDone && [" ", el("span.tour-done", {}, "done")]);
      })),
      el(council ? "button" : "button.primary", { onclick: () => this.group.turn(!this.group.isOn) },
        council ? "Leave the tour" : "Start the tour"),
    ]);
  }
}

/** What most of them read when they pressed. */
function mostRead(answers) {
  const [[text] = [""]] = Object.entries(answers ?? {}).sort((one, other) => other[1] - one[1]);
  return text && `They read: “${text}”`;
}

/** The same sentence for the ear: what is set off is its words. */
const asHeard = (sentence) => sentence.replace(SPOKEN, (_all, key, command) => key ?? command);

/** A sentence with its [buttons] and `commands` set off. */
function spoken(sentence) {
  const parts = [];
  let from = 0;
  for (const match of sentence.matchAll(SPOKEN)) {
    parts.push(sentence.slice(from, match.index), match[1] ? el("b.tour-key", {}, match[1]) : el("code", {}, match[2]));
    from = match.index + match[0].length;
  }
  return [...parts, sentence.slice(from)];
}

function writeForMe(text) {
  const field = document.querySelector('textarea[aria-label="Message"]');
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

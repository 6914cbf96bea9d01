/* The guided tour: a card beside the chat that says what to press now, and why it is so.
 *
 * It acts only through what a visitor could press, and reads only what is on the page; see tour_steps.js for the story. */

import { el, perFrame, redraw } from "./dom.js";
import { fullName } from "./names.js";
import { TourGroup } from "./tour_group.js";
import { isOffScreen, point, show } from "./tour_marks.js";
import { read, readPaper } from "./tour_reading.js";
import { FAREWELL, FOREIGN, NO_BOT, START, STEPS, backTo, inBooth } from "./tour_steps.js";

const LOOK_AGAIN = 300;
/** What happened meanwhile reaches the page first: else a second press would go a step too far. */
const BREATH = 250;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const SPOKEN = /\[([^\]]+)\]|`([^`]+)`/g;

export function mount(element, store, api) {
  const card = el("section.tour-card", { "aria-label": "Tour" });
  document.querySelector("#tour-dock").append(card);
  const tour = new Tour(store, api, card, element);
  document.addEventListener("tour:start", () => tour.group.turn(true));
  store.subscribe(tour.changed);
  document.addEventListener("input", tour.changed);
  tour.changed();
}

class Tour {
  #store;
  #api;
  #card;
  #panel;
  #crowd = null;
  #isBusy = false;
  #note = "";

  constructor(store, api, card, panel) {
    Object.assign(this, { changed: perFrame(() => this.#draw()) });
    [this.#store, this.#api, this.#card, this.#panel] = [store, api, card, panel];
    this.group = new TourGroup(store, this.changed);
  }

  #draw() {
    const { group } = this;
    this.#card.hidden = !group.isOn;
    if (!group.isOn) {
      point([]);
      this.#drawPanel(null);
      return;
    }
    group.look();
    const council = read(group.messages);
    const at = STEPS.findIndex((step) => !step.done(council));
    const press = this.#press(council, at);
    const target = point(press.marks);
    this.#drawCard(at, press, target);
    this.#drawPanel(council);
  }

  /** What to press now: back to the group if the visitor is elsewhere, else what the step at hand says. */
  #press(council, at) {
    const view = this.#view();
    const paper = this.#store.chat?.kind === "private" ? readPaper(this.#store.messages) : null;
    if (view.group === null) return START;
    if (!this.group.isOpen) return paper && view.isMember ? inBooth(paper, view) : backTo(view);
    if (council.isSilent) return NO_BOT;
    if (council.isForeign) return FOREIGN;
    return at < 0 ? FAREWELL : STEPS[at].press(council, view);
  }

  #view() {
    const { ref, title, isMember } = this.group;
    const crowd = this.#crowd;
    return {
      mine: this.#store.me ? fullName(this.#store.me) : "",
      group: ref === null ? null : { ref, title },
      isMember,
      open: this.#store.chat,
      votedOn: (messageId) => (crowd?.messageId === messageId ? crowd.voted : 0),
    };
  }

  #drawCard(at, press, target) {
    const isFar = isOffScreen(target);
    redraw(this.#card, [at, press, isFar, this.#isBusy, this.#note], () => [
      el("header", {},
        el("p.tour-place", {}, at < 0 ? "The end" : `Step ${at + 1} of ${STEPS.length}`),
        el("h2", {}, at < 0 ? "That is the whole of it" : STEPS[at].title),
        el("button.tour-leave", { onclick: () => this.group.turn(false) }, "Leave the tour")),
      el("p.tour-say", { "aria-live": "polite" }, spoken(press.say), isFar && this.#showButton()),
      el("p.tour-why", {}, press.why),
      el("div.tour-offers", {}, press.offers.map((offer, place) => this.#offerButton(offer, place))),
      el("p.tour-note", { role: "status" }, this.#note),
    ]);
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

  async #do(act) {
    this.#say("", true);
    const note = await act().catch((error) => error.message);
    await pause(BREATH);
    this.#say(note);
  }

  #say(note, isBusy = false) {
    [this.#note, this.#isBusy] = [note, isBusy];
    this.changed();
  }

  async #moveOn() {
    const { nothing_due: isNothing } = await this.#api.play("POST", "clock", { to: "next" });
    return isNothing ? "Nothing is due: somebody has to do something first." : "";
  }

  async #letOthers(crowd) {
    await this.#api.play("POST", "crowd", { chat: this.group.ref, me: this.#store.me.id, ...crowd });
    for (;;) {
      const progress = await this.#api.play("GET", "crowd");
      if (progress.done) return this.#told(crowd, progress);
      await pause(LOOK_AGAIN);
    }
  }

  #told(crowd, { error, joined, on_roll: onRoll, voted }) {
    if (error) return error;
    if (!crowd.message_id) return `${onRoll} of ${joined} are on the roll.`;
    this.#crowd = { messageId: crowd.message_id, voted };
    return `${voted} of ${joined} did.`;
  }

  #drawPanel(council) {
    redraw(this.#panel, council && STEPS.map((step) => Boolean(step.done(council))), () => [
      el("p", {}, "In five minutes a group is founded, decides, sends a delegate, is failed, and takes the office back."),
      el("ol.tour-steps", {}, STEPS.map((step) => {
        const isDone = Boolean(council && step.done(council));
        return el(isDone ? "li.done" : "li", {}, step.title, isDone && el("span.tour-done", {}, "done"));
      })),
      el("button.primary", { onclick: () => this.group.turn(!this.group.isOn) },
        council ? "Leave the tour" : "Start the tour"),
    ]);
  }
}

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

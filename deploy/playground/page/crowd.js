/** The crowd's panel: how many others, what they do, and what they read for it. */

import { cardsOf, usualShares } from "./crowd_cards.js";
import { el, redraw } from "./dom.js";
import { count } from "./names.js";
import { say, whileVisible } from "./tools.js";

const MOST = 1000;
const NUMBERS = [10, 30, 100, MOST];
const JOIN_ONLY = "join";
const UNDER_WAY = "A crowd is under way: wait until it is done.";
const NOT_HERE = "Open a group first: the crowd acts in the chat that is open.";

export function mount(element, store, api) {
  new CrowdPanel(element, store, api).start();
}

class CrowdPanel {
  /** What was chosen for this chat: the message's id or JOIN_ONLY; null follows the newest vote. */
  #chosen = null;
  #ref = null;
  #shares = new Map();
  cards = [];

  constructor(element, store, api) {
    Object.assign(this, { element, store, api });
    this.people = el("input", { type: "number", id: "crowd-people", min: "1", max: String(MOST), value: "30", required: true, oninput: () => this.draw() });
    this.card = el("select", { id: "crowd-card", onchange: () => this.choose() });
    this.choices = el("fieldset.shares");
    this.go = el("button.primary", { type: "submit" });
    this.hint = el("p.note");
    this.problem = el("p.problem", { role: "alert" });
    this.outcome = el("div.outcome", { role: "status" });
    this.bar = el("progress", { "aria-label": "How far the crowd is" });
  }

  start() {
    const presets = NUMBERS.map((number) => el("button", { onclick: () => this.setPeople(number) }, number.toLocaleString("en")));
    this.form = el("form", { onsubmit: (event) => this.send(event) },
      el("label", { for: "crowd-people" }, "How many others"),
      el("div.row", {}, this.people, el("span.presets", { role: "group", "aria-label": "Usual numbers" }, presets)),
      el("label", { for: "crowd-card" }, "What they do"),
      this.card, this.choices, this.hint, this.go);
    this.bar.hidden = true;
    this.element.append(
      el("p", {}, "Let others act: members of this group first, then people who are added. They press buttons as you do, and the bot treats them as it treats you."),
      this.form, this.problem, this.bar, this.outcome);
    this.store.subscribe(() => this.draw());
    this.draw();
    whileVisible(this.element, 400, () => this.look());
  }

  setPeople(number) {
    this.people.value = number;
    this.draw();
  }

  choose() {
    this.#chosen = this.card.value;
    this.draw();
  }

  /** The card that is meant; undefined where they only join. */
  get target() {
    return this.cards.find((card) => String(card.id) === this.card.value);
  }

  draw() {
    if (!this.element.checkVisibility()) return;
    const isGroup = Boolean(this.store.chat) && this.store.chat.kind !== "private";
    if (this.store.ref !== this.#ref) this.forget();
    this.cards = isGroup ? cardsOf(this.store) : [];
    this.drawCards();
    this.drawChoices();
    for (const field of [this.people, this.card, this.go]) field.disabled = !isGroup;
    this.go.textContent = this.promise();
    this.hint.textContent = isGroup ? this.advice() : NOT_HERE;
  }

  forget() {
    this.#ref = this.store.ref;
    this.#chosen = null;
    this.#shares.clear();
  }

  drawCards() {
    const newest = this.cards.find((card) => card.isVote);
    const kept = this.cards.some((card) => String(card.id) === this.#chosen) || this.#chosen === JOIN_ONLY;
    const value = kept ? this.#chosen : String(newest?.id ?? JOIN_ONLY);
    redraw(this.card, this.cards.map(({ id, title }) => [id, title]), () => [
      ...this.cards.map((card) => el("option", { value: String(card.id) }, card.title)),
      el("option", { value: JOIN_ONLY }, "Join the roll, and no more"),
    ]);
    this.card.value = value;
  }

  drawChoices() {
    const { target } = this;
    const rows = target ? usualShares(target) : [];
    this.choices.hidden = !rows.length;
    redraw(this.choices, [target?.id, target?.labels], () => {
      const sliders = rows.map((row) => this.share(row));
      const aside = sliders.filter((_, place) => rows[place].isAside);
      return [
        aside.length < sliders.length ? el("legend", {}, "Which buttons they press") : null,
        ...sliders.filter((slider) => !aside.includes(slider)),
        aside.length ? el("details", {}, el("summary", {}, "Other buttons"), aside) : null,
      ];
    });
    this.drawPercents();
  }

  share({ label, weight }) {
    const key = `${this.card.value} ${label}`;
    const oninput = (event) => {
      this.#shares.set(key, Number(event.target.value));
      this.draw();
    };
    const value = String(this.#shares.get(key) ?? weight);
    const slider = el("input", { type: "range", min: "0", max: "100", value, "aria-label": `Share of ${label}`, dataset: { label }, oninput });
    return el("div.share", {}, el("span.label", {}, label), slider, el("span.percent", { "aria-hidden": "true" }));
  }

  /** Weights as a visitor reads them: parts of a hundred. */
  drawPercents() {
    const sliders = [...this.choices.querySelectorAll("input")];
    const sum = sliders.reduce((total, slider) => total + Number(slider.value), 0);
    for (const slider of sliders) {
      const percent = sum ? Math.round((100 * slider.value) / sum) : 0;
      say(slider.nextElementSibling, `${percent} %`);
      slider.setAttribute("aria-valuetext", `${percent} percent`);
    }
  }

  promise() {
    const others = count(Number(this.people.value) || 0, "other", "others");
    return `Let ${others} ${this.target ? "press" : "join"}`;
  }

  advice() {
    if (this.target?.hasBooth && !this.chosenShares()) {
      return "This vote takes place in private: each opens [Vote], marks a name and presses [Submit]. The first name gets most.";
    }
    return this.target ? "Whoever is not on the roll yet joins it first. Joining never changes a vote that is already open." : "";
  }

  /** Shares of 0 are left out; none at all leaves it to the crowd, in the booth. */
  chosenShares() {
    const sliders = [...this.choices.querySelectorAll("input")];
    const shares = sliders.filter((slider) => Number(slider.value) > 0).map((slider) => [slider.dataset.label, Number(slider.value)]);
    return shares.length ? Object.fromEntries(shares) : undefined;
  }

  async send(event) {
    event.preventDefault();
    if (this.go.getAttribute("aria-disabled") === "true") return say(this.problem, UNDER_WAY);
    say(this.problem, "");
    const { target, store } = this;
    const shares = target && this.chosenShares();
    if (target && !shares && !target.hasBooth) return say(this.problem, "Give at least one button a share.");
    this.go.setAttribute("aria-disabled", "true");
    try {
      await this.api.play("POST", "crowd", { chat: store.ref, people: Number(this.people.value), me: store.me.id, message_id: target?.id, shares });
      await this.look();
      this.outcome.scrollIntoView({ block: "nearest" });
    } catch (error) {
      this.go.setAttribute("aria-disabled", "false");
      say(this.problem, error.message);
    }
  }

  async look() {
    this.draw();
    const progress = await this.api.play("GET", "crowd");
    if (!progress.wanted) return;
    this.go.setAttribute("aria-disabled", String(!progress.done));
    this.drawProgress(progress);
  }

  drawProgress({ wanted, joined, on_roll: onRoll, voted, done, error, joining, answers }) {
    const read = sum(joining) + sum(answers);
    this.bar.hidden = done;
    this.bar.max = wanted;
    this.bar.value = Math.min(wanted, sum(answers) || sum(joining));
    if (error) say(this.problem, error);
    const steps = `${count(joined, "other", "others")} here, ${onRoll.toLocaleString("en")} on the roll`;
    const shown = sum(answers) ? answers : joining;
    const recorded = sum(answers) ? `, ${voted.toLocaleString("en")} counted` : "";
    redraw(this.outcome, [read, done, steps, recorded], () => [
      el("p", {}, `${done ? "Done" : "Under way"}: ${steps}${recorded}.`),
      sum(shown) ? el("p.note", {}, "What they read:") : null,
      el("ul.answers", {}, Object.entries(shown).sort((one, other) => other[1] - one[1]).map(([text, number]) =>
        el("li", {}, el("b", {}, `${number.toLocaleString("en")} ×`), " ", el("span", {}, text)))),
    ]);
  }
}

const sum = (counts) => Object.values(counts ?? {}).reduce((total, number) => total + number, 0);

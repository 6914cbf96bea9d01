/** The clock's panel: what time it is in the playground, and moving it to what is due. */

import { el } from "./dom.js";
import { count } from "./names.js";
import { say, span, whileVisible } from "./tools.js";

const HOUR = 3600;
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const MOVES = [
  ["+1 hour", { by: HOUR }],
  ["+1 day", { by: 24 * HOUR }],
  ["+1 week", { by: 7 * 24 * HOUR }],
  ["To the next thing that is due", { to: "next" }],
];

export function mount(element, store, api) {
  new ClockPanel(element, api).start();
}

class ClockPanel {
  /** The playground's time less this page's running time, in seconds: it goes on between two looks. */
  #ahead = null;
  #isMoving = false;

  constructor(element, api) {
    this.element = element;
    this.api = api;
    this.day = el("span.day");
    this.time = el("span.time-of-day");
    this.moved = el("p.note");
    this.buttons = MOVES.map(([label, move]) => el("button", { onclick: () => this.move(move) }, label));
    this.outcome = el("p.outcome", { role: "status" });
  }

  start() {
    this.element.append(
      el("p", {}, "Reminders, closings and reports come when their time does. Move the clock to see them now."),
      el("p.clock-face", {}, this.day, this.time),
      this.moved,
      el("div.moves", { role: "group", "aria-label": "Move the clock" }, this.buttons),
      this.outcome,
    );
    whileVisible(this.element, 3000, () => this.look());
    setInterval(() => this.tick(), 1000);
  }

  async look() {
    const { clock, moving } = await this.api.play("GET", "state");
    if (!this.#isMoving) this.show(clock, moving);
  }

  show({ now, offset_seconds: offset }, isMoving) {
    this.#ahead = now - performance.now() / 1000;
    const isMoved = Math.abs(offset) >= 60;
    const side = offset > 0 ? "ahead of" : "behind";
    say(this.moved, isMoved ? `Moved: ${span(offset)} ${side} this machine's clock.` : "The same as this machine's clock.");
    this.moved.classList.toggle("is-moved", isMoved);
    for (const button of this.buttons) button.disabled = isMoving;
    this.tick();
  }

  tick() {
    if (this.#ahead === null) return;
    const now = new Date((this.#ahead + performance.now() / 1000) * 1000);
    this.day.textContent = DAY.format(now);
    this.time.textContent = TIME.format(now);
  }

  async move(move) {
    if (this.#isMoving) return;
    this.#isMoving = true;
    for (const button of this.buttons) button.setAttribute("aria-disabled", "true");
    this.outcome.textContent = "Moving the clock …";
    const before = this.#ahead + performance.now() / 1000;
    try {
      const moved = await this.api.play("POST", "clock", move);
      this.outcome.textContent = sentence(moved, moved.now - before);
    } catch (error) {
      this.outcome.textContent = error.message;
    }
    for (const button of this.buttons) button.removeAttribute("aria-disabled");
    this.#isMoving = false;
    await this.look().catch(() => {});
  }
}

/** {steps, said, nothing_due} in a line. */
function sentence({ steps, said, nothing_due: isIdle }, passed) {
  if (isIdle && passed > HOUR) return `${span(passed)} passed, and nothing happened that anybody would notice.`;
  if (isIdle) return "Nothing is due: no vote, reminder or report waits for its time.";
  const due = steps ? `${count(steps, "thing was", "things were")} due` : "nothing was due";
  const spoken = said ? `the bot said ${count(said, "message", "messages")}` : "the bot said nothing new";
  return `${span(passed)} passed: ${due}; ${spoken}.`;
}

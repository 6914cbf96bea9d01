/** The faults' panel: bad days of the network and of the bot, switched on and off. */

import { el } from "./dom.js";
import { count } from "./names.js";
import { say, whileVisible } from "./tools.js";

const WRITES = "(send|edit|copy|forward|pin|delete).*";
/** Each is one rule of the stand-in; `watch` says what there is to see. */
const FAULTS = [
  {
    name: "Flood",
    rule: { kind: "429", retry_after: 5, match: { method: WRITES } },
    what: "Telegram says “too many requests, wait 5 seconds” to every message.",
    watch: "Votes are still answered at once; cards stand still, and catch up when you switch this off.",
  },
  {
    name: "Outage",
    rule: { kind: "drop_before" },
    what: "Nothing gets through, in either direction.",
    watch: "Presses stay without an answer and are counted when Telegram is back; a deadline waits for them.",
  },
  {
    name: "Lost answers",
    rule: { kind: "drop_after", probability: 0.3, seed: 7, match: { method: WRITES } },
    what: "About every third message arrives, but the bot is not told so.",
    watch: "A message may stand there twice, as Telegram offers no way to ask; no vote is counted twice.",
  },
  {
    name: "Slow",
    rule: { kind: "delay", seconds: 3, match: { method: "(?!getUpdates).*" } },
    what: "Telegram takes 3 seconds for each call.",
    watch: "Answers come late, and every vote still counts from the moment of the press.",
  },
  {
    name: "Twice",
    rule: { kind: "duplicate_updates", seed: 7 },
    what: "The bot gets each press and message up to 5 times.",
    watch: "Each vote counts once, each command is done once.",
  },
  {
    name: "Out of order",
    rule: { kind: "reorder_updates", seed: 7 },
    what: "Presses and messages reach the bot shuffled.",
    watch: "Let a crowd vote: the numbers are exact all the same.",
  },
];

export function mount(element, store, api) {
  new FaultsPanel(element, api).start();
}

class FaultsPanel {
  constructor(element, api) {
    this.element = element;
    this.api = api;
    this.switches = new Map(FAULTS.map((fault) => [fault, this.switch(fault)]));
    this.allOff = el("button", { onclick: () => this.act(() => api.people("DELETE", "faults")) }, "All off");
    this.on = el("p.note", { role: "status" });
    this.bot = el("p.note", { role: "status" });
    this.problem = el("p.problem", { role: "alert" });
  }

  start() {
    const crash = el("button.danger", { onclick: () => this.steer("crash") }, "Crash the bot");
    const restart = el("button", { onclick: () => this.steer("restart") }, "Restart the bot");
    this.element.append(
      el("p", {}, "What happens to a vote on a bad day? Switch one on, vote, and look."),
      el("ul.faults", {}, FAULTS.map((fault) => row(fault, this.switches.get(fault)))),
      el("div.row", {}, this.allOff, this.on),
      el("h2", {}, "The bot itself"),
      el("p", {}, "A crash kills its process in the middle of whatever it does. It starts again within seconds, and every vote that was answered is still there."),
      el("div.row", {}, crash, restart),
      this.bot,
      this.problem,
    );
    whileVisible(this.element, 1500, () => this.look());
  }

  switch(fault) {
    const id = `fault-${fault.name.toLowerCase().replaceAll(" ", "-")}`;
    const onchange = (event) => this.act(() => this.turn(fault, event.target.checked));
    return el("input.switch", { type: "checkbox", role: "switch", id, "aria-describedby": `${id}-what`, onchange });
  }

  async turn(fault, isOn) {
    if (isOn) return this.api.people("POST", "faults", { times: null, ...fault.rule });
    const rules = (await this.api.people("GET", "faults")).faults.filter((rule) => rule.kind === fault.rule.kind);
    return Promise.all(rules.map((rule) => this.api.people("DELETE", `faults/${rule.id}`)));
  }

  steer(act) {
    return this.act(() => this.api.play("POST", "bot", { act }));
  }

  async act(what) {
    this.problem.textContent = "";
    try {
      await what();
      await this.look();
    } catch (error) {
      this.problem.textContent = error.message;
    }
  }

  async look() {
    const [{ faults }, { bot }] = await Promise.all([this.api.people("GET", "faults"), this.api.play("GET", "state")]);
    const kinds = new Set(faults.map((rule) => rule.kind));
    for (const [fault, input] of this.switches) input.checked = kinds.has(fault.rule.kind);
    say(this.on, kinds.size ? `${count(kinds.size, "fault is", "faults are")} on.` : "None is on: a good day.");
    say(this.bot, botLine(bot));
    this.allOff.disabled = !kinds.size;
  }
}

function row(fault, input) {
  return el("li", {},
    el("label", { for: input.id }, input, el("b", {}, fault.name)),
    el("div.what", { id: `${input.id}-what` }, fault.what, el("span.watch", {}, el("b", {}, "Watch for: "), fault.watch)));
}

/** Its last words matter where they are a mistake: it cannot start. */
function botLine({ running, started, last_line: lastLine }) {
  const times = started > 1 ? ` It was started ${started} times.` : "";
  if (running) return `The bot is running.${times}`;
  const words = lastLine && !lastLine.includes("[info") ? ` Its last words: ${lastLine}` : "";
  return `The bot is down and starts again by itself.${times}${words}`;
}

/**
 * What can be chosen while writing: the commands that the bot registered for me here, and the members of the group.
 * Arrows move, Enter or a press chooses, Tab takes a command over to write more, Escape closes.
 */

import { api } from "./api.js";
import { el } from "./dom.js";
import { avatar, fullName, handle } from "./names.js";
import { store } from "./store.js";

const MOST_MEMBERS = 8;
const COMMAND = /^\/(\w*)(?:@\w*)?$/;
const MENTION = /(?:^|\s)@([\p{L}\p{N}_]*)$/u;

export class Suggestions {
  #area;
  #act;
  #box;
  #commands = [];
  #members = null;
  #found = [];
  #chosen = 0;

  /** `act`: send(text), replaced(mentions) after something was taken over into the text. */
  constructor(form, area, act) {
    this.#area = area;
    this.#act = act;
    this.#box = form.querySelector(".suggestions");
    this.#box.addEventListener("pointerdown", (event) => event.preventDefault());
    area.addEventListener("blur", () => this.#close());
    area.addEventListener("focus", () => this.enter());
  }

  /** Another chat or person, or a while later: what the bot registered may have changed. */
  async enter() {
    const { me, ref, chat } = store;
    this.#members = null;
    const bots = chat?.kind === "private" ? [ref] : (chat?.bots ?? []);
    const asked = bots.map((bot) => api.people("GET", "commands", { user: me.id, chat: ref, bot }));
    const answers = await Promise.all(asked).catch(() => []);
    if (me !== store.me || ref !== store.ref) return;
    this.#commands = answers.flatMap(({ commands }, index) =>
      commands.map((command) => ({ ...command, bot: bots[index] })),
    );
    this.update();
  }

  async update() {
    const text = this.#area.value.slice(0, this.#area.selectionStart);
    const command = text.match(COMMAND);
    const mention = text.match(MENTION);
    if (document.activeElement !== this.#area) return this.#close();
    if (command) return this.#show("Commands", this.#matching(command[1].toLowerCase()));
    if (mention && store.chat?.kind !== "private")
      return this.#show("Members", await this.#people(mention[1].toLowerCase()));
    this.#close();
  }

  #matching(typed) {
    return this.#commands
      .filter(({ command }) => command.startsWith(typed))
      .map(({ command, description, bot }) => {
        const name = this.#named(command, bot);
        return {
          id: command,
          label: [el("b", {}, `/${command}`), el("span", {}, description)],
          send: name,
          take: () => this.#replace(/^.*$/s, `${name} `),
        };
      });
  }

  /** In a group Telegram adds the bot's name, so that no other bot feels addressed. */
  #named(command, bot) {
    const { username } = store.bots.find((candidate) => candidate.id === bot) ?? {};
    return store.chat.kind === "private" || !username ? `/${command}` : `/${command}@${username}`;
  }

  async #people(typed) {
    this.#members ??= (await api.people("GET", `groups/${store.ref}`)).members.map((member) => member.user);
    const fits = (user) =>
      [user.username, user.first_name, user.last_name].some((name) => name?.toLowerCase().startsWith(typed));
    const shown = this.#members.filter((user) => user.id !== store.me.id && fits(user)).slice(0, MOST_MEMBERS);
    return shown.map((user) => ({
      id: user.id,
      label: [avatar(user.id, fullName(user)), el("b", {}, fullName(user)), el("span", {}, handle(user))],
      take: () => this.#mention(user),
    }));
  }

  /** Without a username the name itself becomes a mention that carries the id. */
  #mention(user) {
    const written = user.username ? `@${user.username}` : fullName(user);
    this.#replace(/@[\p{L}\p{N}_]*$/u, `${written} `, user.username ? {} : { [written]: user.id });
  }

  #replace(pattern, text, mentions = {}) {
    const end = this.#area.selectionStart;
    const before = this.#area.value.slice(0, end).replace(pattern, () => text);
    this.#area.value = before + this.#area.value.slice(end);
    this.#area.setSelectionRange(before.length, before.length);
    this.#close();
    this.#act.replaced(mentions);
  }

  #show(label, found) {
    if (!found.length) return this.#close();
    this.#found = found;
    this.#chosen = 0;
    this.#box.setAttribute("aria-label", label);
    this.#box.replaceChildren(
      ...found.map((item, index) =>
        el(
          "div",
          {
            role: "option",
            id: `suggestion-${index}`,
            onclick: () => this.#choose(index),
          },
          item.label,
        ),
      ),
    );
    this.#box.hidden = false;
    this.#mark();
  }

  #mark() {
    for (const [index, option] of [...this.#box.children].entries())
      option.setAttribute("aria-selected", String(index === this.#chosen));
    this.#box.children[this.#chosen].scrollIntoView({ block: "nearest" });
    this.#area.setAttribute("aria-activedescendant", `suggestion-${this.#chosen}`);
  }

  #close() {
    this.#found = [];
    this.#box.hidden = true;
    this.#area.removeAttribute("aria-activedescendant");
  }

  #choose(index) {
    const { send, take } = this.#found[index];
    if (!send) return take();
    this.#close();
    this.#act.send(send);
  }

  /** True if the key was meant for the list. */
  keyed(event) {
    if (this.#box.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isMine = step || ["Escape", "Tab"].includes(event.key) || (event.key === "Enter" && !event.shiftKey);
    if (!isMine) return false;
    event.preventDefault();
    if (step) this.#chosen = (this.#chosen + step + this.#found.length) % this.#found.length;
    if (step) this.#mark();
    else if (event.key === "Escape") this.#close();
    else if (event.key === "Tab") this.#found[this.#chosen].take();
    else this.#choose(this.#chosen);
    return true;
  }
}

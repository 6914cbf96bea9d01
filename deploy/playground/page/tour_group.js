/* Which group the tour runs in, and what the bot said there as it was last on the page.
 *
 * The group's messages are read while the group is open, and remembered while the visitor looks elsewhere. */

const PLACE = "playground.tour";
/** A group that became a supergroup counts its messages anew; what was said before stays before. */
const BEFORE = 1e9;

const byBot = (messages) => messages.filter((message) => message.from?.is_bot);

export class TourGroup {
  messages = [];
  /** What the visitor alone sees there. */
  asides = [];
  /** What they wrote there last: {text, date, author}. */
  written = null;
  /** Whether they have read the register, wherever it was shown. */
  hasRegister = false;
  #store;
  #tell;

  constructor(store, tell) {
    this.#store = store;
    this.#tell = tell;
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? "{}");
    this.isOn = kept.isOn ?? false;
    this.ref = kept.ref ?? null;
    this.title = kept.title ?? "";
  }

  #keep() {
    localStorage.setItem(PLACE, JSON.stringify({ isOn: this.isOn, ref: this.ref, title: this.title }));
  }

  turn(isOn) {
    this.isOn = isOn;
    this.#keep();
    this.#tell();
  }

  adopt(chat, messages = []) {
    Object.assign(this, { ref: chat.ref, title: chat.title, messages, asides: [], written: null, hasRegister: false });
    this.#keep();
    this.#tell();
  }

  /** Whether the tour's group is the open chat, with its messages there to read. */
  get isOpen() {
    return this.ref !== null && this.#store.chat?.ref === this.ref && this.#store.isLoaded;
  }

  /** Whether it is on the page or was so; before there is a group nothing is to be known. */
  get isKnown() {
    return this.ref === null || this.isLost || this.isOpen || this.messages.length > 0;
  }

  /** Whether the person whom the visitor is now is in that group. */
  get isMember() {
    return this.#store.chats.some((chat) => chat.ref === this.ref);
  }

  /** A group of a playground that was begun anew since: nobody has it, and nothing was read of it. */
  get isLost() {
    return this.ref !== null && !this.isMember && !this.messages.length;
  }

  look() {
    const { chat, messages, isLoaded } = this.#store;
    if (!chat || chat.kind === "private" || !isLoaded) return;
    if (this.ref === null || this.isLost) this.adopt(chat);
    if (messages.some((message) => message.migrate_from_chat_id === this.ref)) this.adopt(chat, this.#asBefore());
    if (chat.ref === this.ref) this.#read(chat, messages);
  }

  /** The private chat, where the bot has said something there since they wrote this in the group. */
  answeredIn(text) {
    const { chats, me } = this.#store;
    if (this.written?.author !== me.id || this.written.text !== text) return null;
    const isAnswer = ({ kind, last }) => kind === "private" && last?.from?.is_bot && last.date >= this.written.date;
    return chats.find(isAnswer) ?? null;
  }

  #asBefore() {
    return this.messages.map((message) => ({ ...message, message_id: message.message_id - BEFORE }));
  }

  #read(chat, messages) {
    const first = messages[0]?.message_id ?? 0;
    const above = this.messages.filter((message) => message.message_id < first);
    if (!above.length && this.#store.hasEarlier) this.#lookAbove(first);
    this.messages = [...above, ...byBot(messages)];
    this.asides = byBot(this.#store.asides);
    this.written = messages.findLast(({ author }) => author === this.#store.me.id) ?? null;
    if (chat.title !== this.title) Object.assign(this, { title: chat.title });
  }

  /** After a reload the newest messages are there alone: read on, as a visitor would by scrolling up. */
  async #lookAbove(first) {
    const { ref } = this;
    const earlier = byBot(await this.#store.history({ before: first }));
    if (ref !== this.ref || this.messages[0]?.message_id < first) return;
    this.messages = [...earlier, ...this.messages];
    this.#tell();
  }
}

/* What the messages of a group tell a reader about its council.
 *
 * The tour knows nothing else: what it finds here anybody in the group could have read off the page. Buttons are
 * recognised by their labels, cards by the words of WORDS; tests/browser holds these against what the bot says. */

import { fullName } from "./names.js";

export const WORDS = {
  founded: "The council is founded",
  recallBegins: "Enough members lost confidence in ",
  adopted: "Adopted",
  waits: "It waits",
  stands: " stands",
  elected: "Elected:",
  ended: "Ended on ",
  overdue: "): overdue.",
  missed: " did not report (due ",
  recalled: " is recalled and does not hold the office of ",
  confidenceCheck: "Confidence check",
  recordedNow: "Recorded now:",
  onPaper: "On your paper:",
};

/** How cards of ballots begin: with the question while they are voted on, with what they were afterwards. */
const HEADS = {
  proposal: [/ proposes[:,]/u, /^(Urgent proposal|Proposal)(?![\p{L}]| [\p{L}])/u],
  instruction: [/^Instruct .+\?/u, /^Instruction(?![\p{L}]| [\p{L}])/u],
  recall: [/^Shall .+ lose the office of /u, /^Recall(?![\p{L}]| [\p{L}])/u],
};

const ON_THE_ROLL = /(\d+) on the roll(?: · (\d+) in the chat)?/;
const DECISIONS = /^\d+ decisions?$/m;
const VOTED = /(\d+) of (\d+) voted/;
const MANDATE = /^(.+): (.+)$/;
const ENGLISH = ["Join the roll", "How it works", "Yes", "Abstain", "Stand", "Vote", "Confidence", "Submit"];
/** Under a list that goes on: further names stand on its next page. */
const MORE = "More »";

const labels = (message) => message.keyboard.flat().map((button) => button.text);
const firstLine = (message) => message.text.split("\n", 1)[0].trim();

export function has(message, ...wanted) {
  const shown = labels(message);
  return wanted.every((label) => shown.includes(label));
}

const newest = (messages, fits) => messages.findLast(fits) ?? null;

const byBot = (messages) => messages.filter((message) => message.from?.is_bot && !message.service && !message.deleted);

/** The council as its messages show it; a field is null, false or 0 until something is to be read of it.
 *
 * `asides` are what the visitor alone sees in the group. */
export function read(messages, asides = []) {
  const said = byBot(messages);
  const mandate = readMandate(said);
  const recalled = newest(said, (message) => message.text.includes(WORDS.recalled));
  return {
    ...readLanguage(said),
    ...readRoll(said),
    question: newestOf(readQuestion(said), readQuestion(asides)),
    proposal: readVotes(said, HEADS.proposal),
    election: readElection(said),
    caller: fullName(newest(said, (message) => isAnswerTo("/elect", message))?.reply_to_message.from ?? {}),
    isElected: isElected(said),
    mandate,
    instruction: readVotes(said, HEADS.instruction),
    isOverdue: said.some((message) => message.text.includes(WORDS.overdue)),
    isMissed: said.some((message) => message.text.includes(WORDS.missed)),
    recallBegins: said.some((message) => firstLine(message).startsWith(WORDS.recallBegins)),
    recallVote: readVotes(said, HEADS.recall),
    recalled,
    holder: recalled ? recalled.text.split(WORDS.recalled, 1)[0] : mandate?.holder,
    successor: recalled && readMandate(said.filter((message) => message.message_id > recalled.message_id)),
    register: readRegister([...said, ...asides]),
  };
}

const newestOf = (one, other) => (one && other ? [one, other].sort(byDate).at(-1) : (one ?? other));
const byDate = (one, other) => one.date - other.date;

/** What the bot asks back, in the group, of one alone, or in the private chat. */
export function readQuestion(messages) {
  return newest(byBot(messages), (message) => has(message, "Yes", "No") && !has(message, "Abstain"));
}

/** What `/decisions` shows. */
export const readRegister = (messages) => newest(byBot(messages), ({ text }) => DECISIONS.test(text));

const isAnswerTo = (command, message) => message.reply_to_message?.text?.startsWith(command) ?? false;

/** Which language the buttons speak: cards that of the group, private messages that of the person. */
export function readLanguage(said) {
  const withButtons = said.filter((message) => message.keyboard.length);
  const isEnglish = withButtons.some((message) => labels(message).some((label) => ENGLISH.includes(label)));
  return { isSilent: !said.length, isForeign: withButtons.length > 0 && !isEnglish };
}

function readRoll(said) {
  const welcome = newest(said, (message) => has(message, "How it works"));
  const [, roll, people] = welcome?.text.match(ON_THE_ROLL) ?? [];
  const isFounded = said.some((message) => message.text.startsWith(WORDS.founded));
  const joinCard = newest(said, (message) => has(message, "Join the roll"));
  return { joinCard, roll: Number(roll ?? 0), people: Number(people ?? 0), isFounded };
}

/** The newest ballot whose card is headed so, and whether there was one that closed, or was adopted. */
function readVotes(said, heads) {
  const votes = said.filter((message) => isHeaded(message, heads)).map(readVote);
  const newestVote = votes.at(-1);
  return newestVote
    ? {
        ...newestVote,
        wasClosed: votes.some((vote) => vote.isClosed),
        wasAdopted: votes.some((vote) => vote.isAdopted),
      }
    : null;
}

/** The head is in the first line: "Anna proposes: ...", then "Proposal"; "Instruction to" is another thing. */
const isHeaded = (message, heads) => heads.some((head) => head.test(firstLine(message)));

function readVote(card) {
  const isOpen = has(card, "Abstain");
  const isSeconding = has(card, "Second");
  const isWaiting = isSeconding || card.text.includes(WORDS.waits);
  const isAdopted = !isOpen && hasLine(card, WORDS.adopted);
  return { card, isOpen, isSeconding, isClosed: !isOpen && !isWaiting, isAdopted, ...turnout(card) };
}

function turnout(card) {
  const [, voted, electorate] = card.text.match(VOTED) ?? [];
  return { voted: Number(voted ?? 0), electorate: Number(electorate ?? 0) };
}

/** The newest election under way, by what its card lets one do. */
function readElection(said) {
  const isElection = (message) => ["Second", "Stand", "Reopen nominations"].some((label) => has(message, label));
  const card = newest(said, (message) => isElection(message) && !isProposal(message));
  if (!card) return null;
  const standing = card.text.split("\n").filter((line) => line.startsWith("• ") && line.endsWith(WORDS.stands));
  return {
    card,
    isSeconding: has(card, "Second"),
    isNominating: has(card, "Stand"),
    standing: standing.map((line) => line.slice("• ".length, -WORDS.stands.length)),
    names: labels(card).slice(0, Math.max(0, labels(card).indexOf("Reopen nominations"))),
    ...turnout(card),
  };
}

/** In larger councils proposals need seconds too. */
const isProposal = (message) => isHeaded(message, HEADS.proposal);

/** The newest card of a mandate that is held: whose it is, and of what office. */
function readMandate(said) {
  const card = newest(said, (message) => has(message, "Confidence", "No confidence") && MANDATE.test(head(message)));
  if (!card) return null;
  const [, office, holder] = head(card).match(MANDATE);
  return { card, office, holder };
}

/** Somebody is elected, and the card of their mandate is still to come. */
function isElected(said) {
  const result = said.findLastIndex((message) => hasLine(message, WORDS.elected));
  const isCard = (message) => has(message, "No confidence") || hasLine(message, WORDS.ended);
  return result >= 0 && !said.slice(result).some(isCard);
}

const hasLine = (message, start) => message.text.split("\n").some((line) => line.startsWith(start));

/** A card that only asks for signals is headed otherwise than the mandate's own. */
const head = (message) => (firstLine(message).startsWith(WORDS.confidenceCheck) ? "" : firstLine(message));

/** A ballot paper in a private chat: whether something is marked on it, on whatever page of names, and counts already. */
export function readPaper(messages) {
  const paper = newest(messages, (message) => !message.deleted && has(message, "Submit"));
  if (!paper) return null;
  const isMarked = paper.text.includes(WORDS.onPaper);
  return { paper, isMarked, hasMore: has(paper, MORE), isRecorded: paper.text.includes(WORDS.recordedNow) };
}

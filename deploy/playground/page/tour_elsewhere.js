/* What the tour says beside its steps: before the first, after the last, and where the visitor is somewhere else. */

import { key, person } from "./tour_steps.js";

export const START = {
  say: "Press [New group]. Give it a title such as “Linden Street 5”, keep your neighbours ticked, and press [Make the group].",
  why: "A council is an ordinary Telegram group. Nobody has to apply, and nobody becomes its owner.",
  marks: [{ newGroup: true }],
  offers: [],
};

export const NO_BOT = {
  say: "Mandate has said nothing here yet. If it is not in the group, add it with [Chat menu].",
  why: "It posts one card as soon as it is added, and needs no rights of an administrator.",
  marks: [],
  offers: [],
};

export const FOREIGN = {
  say: "The cards of this group are not in English, and this tour reads English only. Go on without it, or make a [New group] as somebody whose language is English.",
  why: "Cards speak the language of the group, private messages that of each person.",
  marks: [],
  offers: [],
};

export const FAREWELL = {
  say: "You have founded a council, decided, sent a delegate and bound them, and called them back. Now it is yours: try a proposal with options, 1,000 voters in Crowd, or the faults.",
  why: "Every rule that you saw stands in `/charter`, and members change it by vote. `/why` explains any result.",
  marks: [],
  offers: [],
};

export const WAIT = {
  say: "Mandate answers in a moment.",
  why: "What is said in the private chat is seen by nobody in the group.",
  marks: [],
  offers: [],
};

/** Where a link led to the private chat. */
export function startIt(election) {
  return {
    say: election ? "Press [Start] to open your paper." : "Press [Start].",
    why: "A bot may only write to you once you have pressed it: that is how Telegram protects you from strangers.",
    marks: [{ start: true }],
    offers: [],
  };
}

/** What was written in the group is answered where nobody else reads it. */
export function answeredInPrivate({ title }) {
  return {
    say: `Mandate has answered you in the private chat. Open [${title}] in the list of chats.`,
    why: "What concerns you alone is said to you alone, so that the group stays quiet.",
    marks: [{ chat: title }],
    offers: [],
  };
}

/** In the private booth: mark, submit, go back. */
export function inBooth({ paper, isMarked, hasMore, isRecorded }, view) {
  if (isRecorded) {
    return { ...backTo(view), say: `Recorded. Now go back to [${view.group.title}].` };
  }
  const further = hasMore ? ", or [More »] for further names" : "";
  return {
    say: isMarked ? "Press [Submit]: only then does it count." : `Press a name to mark it${further}. Then press [Submit].`,
    why: "Mark as many as you could live with. The one whom most could live with is elected.",
    marks: isMarked ? [key(paper, "Submit")] : [{ message: paper.message_id, place: 0 }],
    offers: [],
  };
}

export function inAnotherLanguage(view) {
  return {
    ...backTo(view),
    say: `Mandate writes to ${view.mine} in their own language, and this tour reads English only. When you are done here, go back to [${view.group.title}].`,
  };
}

export function backTo({ group, mine, isMember, open }) {
  const other = open && open.kind !== "private" && open.ref !== group.ref ? [{ adopt: open }] : [];
  if (!isMember) {
    return {
      say: `${mine} is not in “${group.title}”. Press [You are ${mine}] and become somebody of that group.`,
      why: "What happens in a group is seen by its members.",
      marks: [person],
      offers: other,
    };
  }
  return {
    say: `The tour goes on in [${group.title}]: open it in the list of chats.`,
    why: "Look around as long as you like. The tour waits, and reads in the group how far you have come.",
    marks: [{ chat: group.title }],
    offers: other,
  };
}

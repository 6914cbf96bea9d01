/* The story of the tour: eight steps, each a sentence on what to press now and one on why it is so.
 *
 * A step is `done(council)` and `press(council, view)`; `council` is what tour_reading.js found in the group's messages,
 * `view` who I am and what the tour runs in. The step at hand is the first that is not done, so any detour is survived.
 * A press says: `say` with [buttons] and `commands`, `why`, `marks` (what to point at), `offers` (buttons of the tour).
 */

/** So many people show every rule: with six besides the holder, an overdue report lowers the threshold of a recall. */
const COMPANY = 7;
const PROPOSAL = "/propose We buy a ladder for the courtyard";
const ELECTION = "/elect Delegate";
const INSTRUCTION = "Ask the landlord to repair the lift";

export const key = (card, label) => ({ message: card.message_id, label });
export const person = { person: true };
const clock = { clock: true };

function write(text, why) {
  return {
    say: `Write \`${text}\` in the message field and press [Send].`,
    why,
    marks: [{ field: text }],
    offers: [{ write: text }],
  };
}

/** A sentence and the button for it, which is in the Clock too. */
function letTime(pass, why) {
  return { say: `${pass} Press [To the next thing that is due].`, why, marks: [], offers: [clock] };
}

function letOthers(label, people, card, shares) {
  return { crowd: { people, message_id: card?.message_id, shares }, label };
}

const follows = (what) => ({
  say: `${what} The bot says more in a moment.`,
  why: "Telegram lets a bot write about once a second in a group, so what is new comes one by one.",
  marks: [],
  offers: [],
});

/** The bot asks back before what a slip of the finger could start; its question is newer than what came before. */
function asked({ question }, before) {
  return question && question.date >= (before?.date ?? 0) ? answerYes(question) : null;
}

/** To a question, wherever it is asked. */
export function answerYes(question) {
  return {
    say: "Press [Yes] below the bot's question.",
    why: "What a slip of the finger could start is asked back first, and shows what will happen.",
    marks: [key(question, "Yes")],
    offers: [],
  };
}

function seconds(card, why) {
  return {
    say: "Two others must want it too: they press [Second] on the card.",
    why,
    marks: [],
    offers: [letOthers("Let two others second it", 3, card, { Second: 100 })],
  };
}

/** A vote on a card: mine, the others', and the close. `others`: how many there are besides me. */
function vote(ballot, view, { choices, shares, why, others = ballot.electorate - 1 }) {
  if (!ballot.electorate) {
    return letTime("It waits for its turn.", "So many ballots are open at once and no more, that each of them is heard.");
  }
  const voted = Math.max(ballot.voted, view.pressed(ballot.card, ...choices, ...Object.keys(shares ?? {})));
  const left = Math.max(1, Math.min(others, ballot.electorate - ballot.voted));
  const crowd = letOthers("Let the others vote", left, ballot.card, shares);
  const marks = choices.map((label) => key(ballot.card, label));
  if (voted === 0) {
    return { say: `Press ${inWords(choices)} on the card. Then let the others vote.`, why, marks, offers: [crowd] };
  }
  if (voted < ballot.electorate - 1) {
    return { say: "Now let the others vote.", why, marks: [], offers: [crowd, clock] };
  }
  return letTime(
    voted < ballot.electorate ? "The others have voted." : "Everybody has voted.",
    "Once all have voted a ballot closes an hour later, else on its date. Here time may be moved; a real group waits.",
  );
}

function inWords(choices) {
  const named = choices.map((choice) => `[${choice}]`);
  return named.length < 2 ? named.join("") : `${named.slice(0, -1).join(", ")} or ${named.at(-1)}`;
}

function stand(council, view, { avoids, why }) {
  const { card } = council.election;
  const isOther = view.mine && view.mine !== avoids;
  return {
    say: isOther
      ? "Press [Stand] on the card."
      : `Become somebody else: press [You are ${view.mine}] and choose one of this group. Then press [Stand].`,
    why,
    marks: isOther ? [key(card, "Stand")] : [person],
    offers: [],
  };
}

/** Nominations, the vote and the close; the same for an election and for a replacement. */
function electing(council, view, { avoids, whyStand, whyVote }) {
  const { election } = council;
  if (election.isSeconding) {
    return seconds(election.card, "A new office needs two more members who want it: no one alone calls elections.");
  }
  const standing = election.standing.length || !view.pressed(election.card, "Stand") ? election.standing : [view.mine];
  if (election.isNominating && !standing.length) {
    return stand(council, view, { avoids, why: whyStand });
  }
  if (election.isNominating) {
    return letTime(
      `${standing.join(" and ")} ${standing.length > 1 ? "stand" : "stands"}.`,
      "Nominations stay open for at least a day, so that nobody is elected before the others have heard of it.",
    );
  }
  const shares = election.names.length ? { [election.names[0]]: 100 } : undefined;
  return vote(election, view, { choices: ["Vote"], shares, why: whyVote });
}

function clockUntilMissed(council) {
  const { holder } = council.mandate;
  return letTime(
    council.isOverdue
      ? `${holder} is overdue, and says nothing still.`
      : `${holder} owes a report within 30 days. Let the days pass, and let ${holder} say nothing.`,
    council.isOverdue
      ? "Three days of grace, then it counts as missed. Look at the mandate's card: fewer signals open a recall now."
      : "Who is sent somewhere owes an account on a date. No report is no private matter: everybody is told.",
  );
}

/** What the members do to the holder is not done by the holder. */
function asMember({ holder }, view) {
  return view.mine === holder
    ? {
        say: `You are ${holder} now, the delegate. Press [You are ${holder}] and become one of the others again.`,
        why: "Those who sent a delegate say what the delegate does, and judge it.",
        marks: [person],
        offers: [],
      }
    : null;
}

function signal(council, view) {
  const { card, holder } = council.mandate;
  const crowd = letOthers("Let three others signal", 3, card, { "No confidence": 100 });
  return {
    say: `Press [No confidence] on the mandate's card of ${holder}, let others do so too, then move on to the next hour.`,
    why: "Signals are private and stand until changed. Enough of them open a recall by themselves, at the full hour.",
    marks: [key(card, "No confidence")],
    offers: view.pressed(card, "No confidence") > 1 ? [clock, crowd] : [crowd, clock],
  };
}

function recall(council, view) {
  const { recallVote, holder } = council;
  if (recallVote?.isOpen) {
    return asMember(council, view) ?? vote(recallVote, view, {
      others: recallVote.electorate,
      choices: ["Yes", "No", "Abstain"],
      shares: { Yes: 80, No: 20 },
      why: `More Yes than No, and Yes from a quarter of all: staying at home recalls nobody. ${holder} has no vote in it.`,
    });
  }
  if (recallVote?.isAdopted) {
    return follows("The recall is adopted.");
  }
  if (recallVote?.isClosed) {
    return letTime(
      `The council has kept ${holder}, and that is its right. Signals count again when another report is missed.`,
      "For 30 days after a failed recall signals open nothing, unless something new is missed or broken.",
    );
  }
  return letTime(
    `${holder} has a day to reply; you could become ${holder} and press [Reply].`,
    "Whoever is to be recalled is heard first, and the reply is printed on the ballot. Nobody can stop the ballot.",
  );
}

function replace(council, view) {
  const { election, successor } = council;
  if (successor) {
    return write("/decisions", "All of it stands in the register: what was decided, by how many, under which rule.");
  }
  if (council.isElected) {
    return follows("Somebody is elected.");
  }
  if (!election) {
    return letTime("Nobody stood, so nominations open again.", "An office that nobody wants is offered again.");
  }
  return electing(council, view, {
    avoids: council.holder,
    whyStand: `The election opened by itself, so the office is not empty for long. ${council.holder} may not stand in it.`,
    whyVote: "The instruction stays: it binds the office, and so whoever comes next.",
  });
}

export const STEPS = [
  {
    title: "Found a council",
    done: (council) => council.isFounded || STEPS[1].done(council),
    press(council) {
      const why = "A bot cannot see who is in a group, so everybody says it: I take part. One person, one vote, and no owner.";
      if (!council.joinCard) {
        return write("/join", why);
      }
      if (council.roll === 0) {
        const marks = [key(council.joinCard, "Join the roll")];
        return { say: "Press [Join the roll] on the welcome card.", why, marks, offers: [] };
      }
      if (council.roll < 3 || council.roll < council.people) {
        const people = Math.max(COMPANY, council.people) - 1;
        return {
          say: `Now the neighbours: let ${people} others join the roll.`,
          why: "Whoever joins in the first 72 hours is a founder and votes at once. When all are on the roll it begins.",
          marks: [],
          offers: [letOthers(`Let ${people} others join`, people), ...(council.roll < 3 ? [] : [clock])],
        };
      }
      return letTime("Everybody is on the roll.", "The founding ends after 72 hours, or when all in the chat have joined.");
    },
  },
  {
    title: "Decide something",
    done: (council) => council.proposal?.wasClosed || STEPS[2].done(council),
    press(council, view) {
      const { proposal } = council;
      if (!proposal) {
        return write(PROPOSAL, "Everybody on the roll may propose. No chair decides what comes to the vote.");
      }
      if (proposal.isSeconding) {
        return seconds(proposal.card, "In a larger council a proposal first finds a few who want it on the table.");
      }
      return vote(proposal, view, {
        choices: ["Yes", "No", "Abstain"],
        shares: { Yes: 70, No: 20, Abstain: 10 },
        why: "The rule stands on the card. You can change your vote until the close, and nobody in the group sees it.",
      });
    },
  },
  {
    title: "Elect a delegate",
    done: (council) => council.mandate || council.recalled,
    press(council, view) {
      if (council.isElected) {
        return follows("Somebody is elected.");
      }
      if (council.election) {
        return electing(council, view, {
          avoids: council.caller,
          whyStand: "Only those stand who say so themselves: nobody is drafted, and nobody is appointed.",
          whyVote: "In the private booth you mark in peace. You can refuse them all: [Reopen nominations] is on every paper.",
        });
      }
      return (
        asked(council, council.proposal?.card) ??
        write(ELECTION, "Whoever speaks for you, to the landlord or the town, holds an office with a term and a mandate.")
      );
    },
  },
  {
    title: "Give an instruction",
    done: (council) => council.instruction?.wasAdopted || council.recalled,
    press(council, view) {
      const { instruction, mandate } = council;
      if (instruction?.isOpen) {
        return vote(instruction, view, {
          choices: ["Yes", "No", "Abstain"],
          shares: { Yes: 80, No: 10, Abstain: 10 },
          why: `Adopted, it binds whoever is ${mandate.office}: a delegate carries your decision, and does not make it for you.`,
        });
      }
      return (
        asMember(mandate, view) ??
        asked(council, mandate.card) ??
        write(`/instruct ${mandate.office} ${INSTRUCTION}`, "The base decides what its delegate does, by a vote like any other.")
      );
    },
  },
  {
    title: "Miss a report-back",
    done: (council) => council.isMissed || council.recalled,
    press: clockUntilMissed,
  },
  {
    title: "Lose confidence",
    done: (council) => council.recallBegins || council.recallVote || council.recalled,
    press: (council, view) => asMember(council.mandate, view) ?? signal(council, view),
  },
  { title: "Recall", done: (council) => council.recalled, press: recall },
  { title: "Replace", done: (council) => council.successor && council.register, press: replace },
];

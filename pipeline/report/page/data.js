"use strict";
/* The data as columns, what each action is searched by, and the filters. */
const DATA = JSON.parse(byId("data").textContent);
const A = DATA.actions,
  R = DATA.rounds,
  POOL = DATA.pools;
/* What is counted and listed. A recommendation whose actions are reported on one by one is shown with them, and the other way round. */
const ALL = Array.from({ length: A.status ? A.status.length : 0 }, (_, i) => i).filter((i) => A.followed[i]);
const COUNT = ALL.length;
const WHOLE = new Map(),
  PARTS = new Map();
(A.followed || []).forEach((followed, i) => {
  if (followed || A.whole[i] === null) return;
  if (A.action[i] === null) WHOLE.set(A.whole[i], i);
  else PARTS.set(A.whole[i], [...(PARTS.get(A.whole[i]) || []), i]);
});
const wholeOf = (i) => (A.action[i] !== null && WHOLE.has(A.whole[i]) ? WHOLE.get(A.whole[i]) : null);

const roundsOf = (i) => Array.from({ length: A.first_round[i + 1] - A.first_round[i] }, (_, n) => A.first_round[i] + n);
const actionWords = (i) => (A.action[i] !== null ? POOL.text[A.action[i]] : POOL.text[A.recommendation[i]]) || "(no text)";
const stateOf = (i) => A.status[i] || (A.first_round[i] < A.first_round[i + 1] ? "ungraded" : "none");
const dueOf = (i) => (A.revised[i] !== null ? A.revised[i] : A.due[i]);
const isSilent = (i) => A.no_update[i] && A.status[i] !== "complete";
const reviewWords = (r) => POOL.review[r][1] || "Review not named";

let searched = null;
function searchWords() {
  if (!searched) {
    const lower = POOL.text.map((t) => t.toLowerCase());
    searched = [];
    for (const i of ALL) {
      const parts = [A.action[i] === null ? "" : lower[A.action[i]], A.recommendation[i] === null ? "" : lower[A.recommendation[i]]];
      for (const about of [i, wholeOf(i)])
        if (about !== null) for (const r of roundsOf(about)) for (const said of R.said[r]) parts.push(said[1].toLowerCase());
      searched[i] = parts.join("\n");
    }
  }
  return searched;
}

/* Each review's rounds in order: what "no update" is counted against. */
const ROUNDS_OF = new Map();
for (let i = 0; i + 1 < A.first_round.length; i++) {
  const review = A.review[i];
  if (!ROUNDS_OF.has(review)) ROUNDS_OF.set(review, new Set());
  for (let r = A.first_round[i]; r < A.first_round[i + 1]; r++) ROUNDS_OF.get(review).add(R.round[r]);
}
for (const [review, rounds] of ROUNDS_OF)
  ROUNDS_OF.set(
    review,
    [...rounds].sort((a, b) => a - b),
  );

/* A function of a number that is worked out once for each number: filters draw the same actions again and again. */
function once(work) {
  const held = [];
  return (n) => (n in held ? held[n] : (held[n] = work(n)));
}

/* The state of an action in every round of its review: its grade, "ungraded", "settled", "absent", or "none" for no update. */
const statesOf = once((i) => {
  const states = new Map();
  for (let r = A.first_round[i]; r < A.first_round[i + 1]; r++) states.set(R.round[r], R.status[r] || "ungraded");
  let before = null;
  return ROUNDS_OF.get(A.review[i]).map((round) => {
    const state = states.get(round);
    if (state && state !== "ungraded") before = state;
    if (!state && before === null && A.added_after[i] !== null && round <= A.added_after[i]) return "absent";
    return state || (before === "complete" ? "settled" : "none");
  });
});
const yearOf = once((r) => dateOf(R.round[r]).getUTCFullYear());
const quarterOf = once((i) => Date.UTC(dateOf(dueOf(i)).getUTCFullYear(), Math.floor(dateOf(dueOf(i)).getUTCMonth() / 3) * 3));

const FIELDS = ["search", "council", "review", "status", "theme", "owner", "from", "to", "late", "silent"];

function readFilters() {
  const chosen = {};
  for (const name of FIELDS) {
    const field = byId("f-" + name);
    const value = field.type === "checkbox" ? field.checked : field.value.trim();
    if (value) chosen[name] = value;
  }
  return chosen;
}

const asDay = (text) => Math.round(Date.parse(text + "T00:00:00Z") / 86400000);

/* The numbers of the actions that pass every filter, in the papers' order. */
function choose(chosen) {
  const tests = [];
  if (chosen.council) tests.push((i) => A.council[i] === +chosen.council);
  if (chosen.review) tests.push((i) => A.review[i] === +chosen.review);
  if (chosen.status) tests.push((i) => stateOf(i) === chosen.status);
  if (chosen.theme) tests.push((i) => A.themes[i].includes(+chosen.theme));
  if (chosen.late) tests.push((i) => A.late[i] !== null);
  if (chosen.silent) tests.push(isSilent);
  if (chosen.from) tests.push((i) => dueOf(i) !== null && dueOf(i) >= asDay(chosen.from));
  if (chosen.to) tests.push((i) => dueOf(i) !== null && dueOf(i) <= asDay(chosen.to));
  if (chosen.owner) {
    const wanted = chosen.owner.toLowerCase();
    const owners = new Set(POOL.owner.map((o, n) => (o.toLowerCase().includes(wanted) ? n : -1)));
    tests.push((i) => owners.has(A.owner[i]) || A.owners[i].some((o) => owners.has(o)));
  }
  if (chosen.search) {
    const words = chosen.search.toLowerCase().split(/\s+/),
      held = searchWords();
    tests.push((i) => words.every((w) => held[i].includes(w)));
  }
  return ALL.filter((i) => tests.every((test) => test(i)));
}

const BY_TEXT = (a, b) => a - b;
const SORTS = {
  paper: BY_TEXT,
  late: (a, b) => (A.late[b] || 0) - (A.late[a] || 0) || a - b,
  recent: (a, b) => lastRound(b) - lastRound(a) || a - b,
  due: (a, b) => (dueOf(a) === null ? 1e9 : dueOf(a)) - (dueOf(b) === null ? 1e9 : dueOf(b)) || a - b,
};
const lastRound = (i) => (A.first_round[i] < A.first_round[i + 1] ? R.round[A.first_round[i + 1] - 1] : -1e9);

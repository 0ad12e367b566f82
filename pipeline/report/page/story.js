"use strict";
/* One action's story: what was agreed, then its rounds in order, each with its source. */
let opened = null;
const WHAT = { identified_issue: "Issue", resolution: "Resolution" };

function openStory(i, move) {
  opened = i;
  const box = byId("story"),
    rounds = roundsOf(i),
    whole = wholeOf(i),
    parts = A.action[i] === null ? PARTS.get(A.whole[i]) || [] : [];
  const number = A.number[i] || (A.action[i] === null ? A.recommendation_number[i] : null);
  fill(box, [
    el(
      "p",
      { class: "kicker" },
      [councilWords(POOL.council[A.council[i]]), reviewWords(A.review[i]), A.section[i] === null ? null : POOL.text[A.section[i]]]
        .filter(Boolean)
        .join(" · "),
    ),
    el("h3", { tabindex: "-1", id: "story-head" }, (number ? number + " " : "") + actionWords(i)),
    A.action[i] !== null && A.recommendation[i] !== null
      ? el(
          "p",
          { class: "from" },
          el("b", {}, (WHAT[A.kind[i]] || "Recommendation") + (A.recommendation_number[i] ? " " + A.recommendation_number[i] : "") + ": "),
          POOL.text[A.recommendation[i]],
        )
      : null,
    facts(i),
    parts.length
      ? [
          el("h4", {}, "Its actions"),
          el(
            "ul",
            {},
            parts.map((p) => el("li", {}, (A.number[p] ? A.number[p] + " " : "") + actionWords(p))),
          ),
        ]
      : null,
    el("h4", {}, rounds.length ? "What was reported" : "Nothing has been reported on this action."),
    el("ol", { class: "rounds" }, rounds.map(turn)),
    isSilent(i) && rounds.length
      ? el("p", { class: "silence" }, chip("none"), ` in the review's latest round (${monthWords(A.review_round[i])}).`)
      : null,
    whole === null
      ? null
      : [el("h4", {}, "Said of the recommendation as a whole"), el("ol", { class: "rounds" }, roundsOf(whole).map(turn))],
    el("p", { class: "back" }, el("button", { type: "button", class: "link", onclick: closeStory }, "Back to the list")),
  ]);
  for (const row of document.querySelectorAll("#rows button")) row.toggleAttribute("aria-current", +row.dataset.i === i);
  if (move) byId("story-head").focus({ preventScroll: false });
  setHash();
}

function closeStory() {
  const row = document.querySelector(`#rows button[data-i="${opened}"]`) || document.querySelector("#rows button");
  if (row) row.focus();
}

function facts(i) {
  const pairs = [
    ["Owner", A.owner[i] === null ? null : POOL.owner[A.owner[i]]],
    ["Due", A.due_raw[i] === null ? null : POOL.due[A.due_raw[i]]],
    ["Revised to", A.revised_raw[i] === null ? null : POOL.due[A.revised_raw[i]]],
    ["Past its date", A.late[i] === null ? null : plural(A.late[i], "day") + " at the review's latest paper"],
  ];
  return el(
    "dl",
    { class: "facts" },
    pairs.filter(([, value]) => value).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
    el("div", {}, el("dt", {}, "Last status"), el("dd", {}, chip(stateOf(i)))),
  );
}

function turn(r) {
  const printed = R.value_raw[r] && R.value_raw[r] !== R.label[r] ? R.value_raw[r] : null;
  const seen = new Set(R.said[r].flatMap((s) => s[2].filter((m) => m[3] !== "mention").map((m) => m[2])));
  return el(
    "li",
    {},
    el(
      "h5",
      {},
      R.round_raw[r] || roundWords(R.round[r]),
      " ",
      R.status[r] ? chip(R.status[r], R.label[r]) : null,
      R.on_target_status[r] ? [" forecast ", chip(R.on_target_status[r])] : null,
    ),
    el(
      "p",
      { class: "printed" },
      [DATA.meta.measures[R.measure[r]], printed ? `printed “${printed}”` : null, CAUSES[R.cause[r]] || null].filter(Boolean).join(" · "),
    ),
    R.said[r].map(([kind, text, marks]) =>
      el("div", { class: "said" }, kind === "impact" ? el("b", {}, "Impact. ") : null, highlighted(text, marks)),
    ),
    R.explanation[r] ? el("p", { class: "said" }, el("b", {}, "Beside the grade: "), R.explanation[r]) : null,
    seen.size ? el("p", { class: "tags" }, "Themes: ", [...seen].map((t) => POOL.theme[t].replace("_", " ")).join(", ")) : null,
    R.doubt[r].length ? el("p", { class: "doubt" }, "Check: ", R.doubt[r].join("; ")) : null,
    source(r),
  );
}

/* The text with the words that gave a theme marked; overlapping marks are cut where the next begins. */
function highlighted(text, marks) {
  const characters = Array.from(text),
    out = [];
  let at = 0;
  for (const [start, end, theme] of marks) {
    if (start < at || end > characters.length) continue;
    out.push(
      characters.slice(at, start).join(""),
      el("mark", { title: DATA.meta.themes[POOL.theme[theme]] }, characters.slice(start, end).join("")),
    );
    at = end;
  }
  return [...out, characters.slice(at).join("")];
}

function source(r) {
  const paper = POOL.paper[R.paper[r]],
    page = R.page[r];
  const words = `${paper.name}${page ? ", page " + page : ""}`;
  const link = paper.link ? el("a", { href: paper.link + (page ? "#page=" + page : ""), rel: "noreferrer" }, words) : words;
  const picture =
    R.picture[r] === null
      ? null
      : el("img", { src: POOL.picture[R.picture[r]], loading: "lazy", alt: `Page ${page} of ${paper.name}, with the cell outlined` });
  return el("figure", {}, picture, el("figcaption", {}, "Source: ", link, paper.date ? ` (${dayWords(paper.date)})` : ""));
}

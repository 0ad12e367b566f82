"use strict";
/* The heatmap: action by round for one review, review by year for many. */
const FEW = 60,
  REVIEW_ROWS = 15;

function drawHeat(chosen, pick) {
  const box = byId("heat"),
    reviews = [...new Set(chosen.map((i) => A.review[i]))];
  const single = reviews.length === 1 || chosen.length <= FEW;
  if (!chosen.length) box.replaceChildren();
  else if (single) heatOfActions(box, chosen.slice(0, FEW * 2), reviews);
  else heatOfReviews(box, chosen, reviews, pick);
  const used = new Set(single ? chosen.slice(0, FEW * 2).flatMap(statesOf) : []);
  fill(byId("heat-key"), [
    used.size
      ? el(
          "ul",
          { class: "keys" },
          ORDER.filter((s) => used.has(s)).map((s) => el("li", {}, chip(s))),
        )
      : null,
  ]);
  const cut = single && chosen.length > FEW * 2 ? ` The first ${FEW * 2} of ${chosen.length} are shown.` : "";
  byId("heat-finding").textContent = !chosen.length
    ? ""
    : single
      ? "A row an action, a column a round: the grade it was given then, by the paper's own key." + cut
      : "Share of graded actions at risk, slipped or not achieved, by review and year; " +
        `the ${Math.min(REVIEW_ROWS, reviews.length)} of ${plural(reviews.length, "review")} with most of them. ` +
        "Choose a review to see each action.";
}

function heatOfActions(box, chosen, reviews) {
  const rounds = [...new Set(reviews.flatMap((r) => ROUNDS_OF.get(r)))].sort((a, b) => a - b);
  const head = el(
    "tr",
    {},
    el("th", { scope: "col" }, "Action"),
    rounds.map((r) => el("th", { scope: "col", class: "round" }, roundWords(r))),
  );
  const body = el("tbody");
  let heading = null;
  for (const i of chosen) {
    const recommendation = A.recommendation[i],
      whole = wholeOf(i);
    if (A.action[i] !== null && recommendation !== null && recommendation !== heading) {
      const number = A.recommendation_number[i],
        words = (number ? `${number}. ` : "") + POOL.text[recommendation];
      body.append(
        whole === null
          ? el("tr", { class: "group" }, el("th", { colspan: rounds.length + 1, scope: "rowgroup" }, words))
          : heatRow(whole, words, rounds),
      );
    }
    heading = recommendation;
    body.append(heatRow(i, (A.number[i] ? `${A.number[i]} ` : "") + actionWords(i), rounds));
  }
  box.replaceChildren(el("table", { class: "heat" }, el("thead", {}, head), body));
}

/* A row of the heatmap. A recommendation reported on as a whole has its own cells, empty where only its actions were graded. */
function heatRow(i, words, rounds) {
  const own = ROUNDS_OF.get(A.review[i]),
    states = new Map(statesOf(i).map((state, n) => [own[n], state])),
    told = new Map(roundsOf(i).map((r) => [R.round[r], r]));
  const label = A.followed[i] ? el("button", { type: "button", class: "link", onclick: () => openStory(i, true) }, words) : words;
  return el(
    "tr",
    { class: A.followed[i] ? "" : "group" },
    el("th", { scope: "row" }, label),
    rounds.map((round) => {
      const r = told.get(round),
        state = states.get(round),
        s = STATES[state];
      if (!s || (r === undefined && !A.followed[i])) return el("td", { class: A.followed[i] ? "off" : "" });
      const said = r !== undefined && R.value_raw[r] ? `${s.word} (printed: ${R.value_raw[r]})` : s.word;
      return el(
        "td",
        { class: "cell " + state, style: state === "absent" ? null : `background:${s.fill};color:${s.ink}`, title: said },
        el("span", { "aria-hidden": "true" }, s.sign),
        el("span", { class: "unseen" }, said),
      );
    }),
  );
}

function heatOfReviews(box, chosen, reviews, pick) {
  const years = new Set(),
    held = new Map(reviews.map((r) => [r, { behind: 0, years: new Map() }]));
  for (const i of chosen) {
    const review = held.get(A.review[i]);
    if (BEHIND.has(A.status[i])) review.behind++;
    for (let r = A.first_round[i]; r < A.first_round[i + 1]; r++) {
      if (!R.status[r]) continue;
      const year = yearOf(r);
      years.add(year);
      const [behind, graded] = review.years.get(year) || [0, 0];
      review.years.set(year, [behind + (BEHIND.has(R.status[r]) ? 1 : 0), graded + 1]);
    }
  }
  const columns = [...years].sort(),
    tint = d3.scaleSequential([0, 1], (t) => d3.interpolateRgb("#fdf6ec", "#b4541a")(t));
  const rows = [...held].sort((a, b) => b[1].behind - a[1].behind || a[0] - b[0]).slice(0, REVIEW_ROWS);
  const where = new Map(chosen.map((i) => [A.review[i], A.council[i]]));
  const body = rows.map(([review, { years: told }]) =>
    el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        el("button", { type: "button", class: "link", onclick: () => pick(review) }, reviewWords(review)),
        el("small", {}, " " + councilWords(POOL.council[where.get(review)])),
      ),
      columns.map((year) => {
        const [behind, graded] = told.get(year) || [0, 0];
        if (!graded) return el("td", { class: "off" });
        const share = behind / graded;
        return el(
          "td",
          {
            class: "share",
            style: `background:${tint(share)};color:${share > 0.55 ? "#fff" : "#222"}`,
            title: `${behind} of ${graded} grades given in ${year}`,
          },
          el("b", {}, percent(behind, graded)),
          el("small", {}, ` ${behind} of ${graded}`),
        );
      }),
    ),
  );
  box.replaceChildren(
    el(
      "table",
      { class: "heat reviews" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "col" }, "Review or plan"),
          columns.map((y) => el("th", { scope: "col" }, String(y))),
        ),
      ),
      el("tbody", {}, body),
    ),
  );
}

"use strict";
/* The field's own charts: split of states, heatmap over rounds, flow of grades, due dates. */
const FEW = 60, MOST_ROWS = 40, REVIEW_ROWS = 15, LAST_ROUNDS = 5;

function countStates(chosen) {
  const counts = Object.fromEntries(ORDER.map((s) => [s, 0]));
  for (const i of chosen) counts[stateOf(i)]++;
  return counts;
}

function drawNow(chosen) {
  const counts = countStates(chosen), n = chosen.length;
  const late = chosen.filter((i) => A.late[i] !== null).length, silent = chosen.filter(isSilent).length;
  const behind = ORDER.filter((s) => BEHIND.has(s)).reduce((sum, s) => sum + counts[s], 0);
  byId("now-finding").textContent = n
    ? `${percent(counts.complete, n)} complete. ${plural(behind, "action")} last reported at risk, slipped or not achieved; ${plural(late, "was", "were")} past the date when the review last reported.`
    : "No action passes these filters.";
  const tile = (figure, words, note) => el("li", {}, el("b", {}, figure.toLocaleString("en-GB")), el("span", {}, words), el("small", {}, note));
  byId("tiles").replaceChildren(
    tile(n, n === 1 ? "action" : "actions", n === COUNT ? "all there are" : `of ${COUNT.toLocaleString("en-GB")}`),
    tile(counts.complete, "complete", percent(counts.complete, n)),
    tile(behind, "behind", "at risk, slipped, not achieved"),
    tile(late, "past the date", "and not complete at the latest paper"),
    tile(silent, "without an update", "in the latest round, and not complete"));
  const bar = el("div", { class: "split", role: "img", "aria-label": "Last status: " + ORDER.filter((s) => counts[s]).map((s) => `${STATES[s].word} ${counts[s]}`).join(", ") });
  const key = el("ul", { class: "keys" });
  for (const s of ORDER) {
    if (!counts[s]) continue;
    bar.append(el("span", { style: `flex:${counts[s]};background:${STATES[s].fill};color:${STATES[s].ink}`, class: s }, counts[s] / n > 0.03 ? STATES[s].sign : ""));
    key.append(el("li", {}, chip(s), ` ${counts[s].toLocaleString("en-GB")} · ${percent(counts[s], n)}`));
  }
  byId("split").replaceChildren(bar, key);
}

function drawHeat(chosen, pick) {
  const box = byId("heat"), reviews = [...new Set(chosen.map((i) => A.review[i]))];
  const single = reviews.length === 1 || chosen.length <= FEW;
  if (!chosen.length) box.replaceChildren();
  else if (single) heatOfActions(box, chosen.slice(0, FEW * 2), reviews);
  else heatOfReviews(box, chosen, reviews, pick);
  const used = new Set(single ? chosen.slice(0, FEW * 2).flatMap(statesOf) : []);
  fill(byId("heat-key"), [used.size ? el("ul", { class: "keys" }, ORDER.filter((s) => used.has(s)).map((s) => el("li", {}, chip(s)))) : null]);
  const cut = single && chosen.length > FEW * 2 ? ` The first ${FEW * 2} of ${chosen.length} are shown.` : "";
  byId("heat-finding").textContent = !chosen.length ? "" : single
    ? "A row an action, a column a round: the grade it was given then, by the paper's own key." + cut
    : `Share of graded actions at risk, slipped or not achieved, by review and year; the ${Math.min(REVIEW_ROWS, reviews.length)} of ${plural(reviews.length, "review")} with most of them. Choose a review to see each action.`;
}

function heatOfActions(box, chosen, reviews) {
  const rounds = [...new Set(reviews.flatMap((r) => ROUNDS_OF.get(r)))].sort((a, b) => a - b);
  const head = el("tr", {}, el("th", { scope: "col" }, "Action"), rounds.map((r) => el("th", { scope: "col", class: "round" }, roundWords(r))));
  const body = el("tbody");
  let heading = null;
  for (const i of chosen) {
    const recommendation = A.recommendation[i], whole = wholeOf(i);
    if (A.action[i] !== null && recommendation !== null && recommendation !== heading) {
      const number = A.recommendation_number[i], words = (number ? `${number}. ` : "") + POOL.text[recommendation];
      body.append(whole === null ? el("tr", { class: "group" }, el("th", { colspan: rounds.length + 1, scope: "rowgroup" }, words)) : heatRow(whole, words, rounds));
    }
    heading = recommendation;
    body.append(heatRow(i, (A.number[i] ? `${A.number[i]} ` : "") + actionWords(i), rounds));
  }
  box.replaceChildren(el("table", { class: "heat" }, el("thead", {}, head), body));
}

/* A row of the heatmap. A recommendation reported on as a whole has its own cells, empty where only its actions were graded. */
function heatRow(i, words, rounds) {
  const own = ROUNDS_OF.get(A.review[i]), states = new Map(statesOf(i).map((state, n) => [own[n], state])), told = new Map(roundsOf(i).map((r) => [R.round[r], r]));
  const label = A.followed[i] ? el("button", { type: "button", class: "link", onclick: () => openStory(i, true) }, words) : words;
  return el("tr", { class: A.followed[i] ? "" : "group" }, el("th", { scope: "row" }, label), rounds.map((round) => {
    const r = told.get(round), state = states.get(round), s = STATES[state];
    if (!s || (r === undefined && !A.followed[i])) return el("td", { class: A.followed[i] ? "off" : "" });
    const said = r !== undefined && R.value_raw[r] ? `${s.word} (printed: ${R.value_raw[r]})` : s.word;
    return el("td", { class: "cell " + state, style: `background:${s.fill};color:${s.ink}`, title: said }, el("span", { "aria-hidden": "true" }, s.sign), el("span", { class: "unseen" }, said));
  }));
}

function heatOfReviews(box, chosen, reviews, pick) {
  const years = new Set(), held = new Map(reviews.map((r) => [r, { behind: 0, years: new Map() }]));
  for (const i of chosen) {
    const review = held.get(A.review[i]);
    if (BEHIND.has(A.status[i])) review.behind++;
    for (let r = A.first_round[i]; r < A.first_round[i + 1]; r++) {
      if (!R.status[r]) continue;
      const year = dateOf(R.round[r]).getUTCFullYear();
      years.add(year);
      const [behind, graded] = review.years.get(year) || [0, 0];
      review.years.set(year, [behind + (BEHIND.has(R.status[r]) ? 1 : 0), graded + 1]);
    }
  }
  const columns = [...years].sort(), tint = d3.scaleSequential([0, 1], (t) => d3.interpolateRgb("#fdf6ec", "#b4541a")(t));
  const rows = [...held].sort((a, b) => b[1].behind - a[1].behind || a[0] - b[0]).slice(0, REVIEW_ROWS);
  const where = new Map(chosen.map((i) => [A.review[i], A.council[i]]));
  const body = rows.map(([review, { years: told }]) => el("tr", {},
    el("th", { scope: "row" }, el("button", { type: "button", class: "link", onclick: () => pick(review) }, reviewWords(review)), el("small", {}, " " + councilWords(POOL.council[where.get(review)]))),
    columns.map((year) => {
      const [behind, graded] = told.get(year) || [0, 0];
      if (!graded) return el("td", { class: "off" });
      const share = behind / graded;
      return el("td", { class: "share", style: `background:${tint(share)};color:${share > 0.55 ? "#fff" : "#222"}`, title: `${behind} of ${graded} grades given in ${year}` },
        el("b", {}, percent(behind, graded)), el("small", {}, ` ${behind} of ${graded}`));
    })));
  box.replaceChildren(el("table", { class: "heat reviews" }, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Review or plan"), columns.map((y) => el("th", { scope: "col" }, String(y))))), el("tbody", {}, body)));
}

function flowOf(chosen) {
  const counts = new Map(), totals = new Map();
  let most = 0;
  for (const i of chosen) {
    const states = statesOf(i).slice(-LAST_ROUNDS), shift = LAST_ROUNDS - states.length;
    most = Math.max(most, states.length);
    states.forEach((state, n) => {
      totals.set(`${n + shift} ${state}`, (totals.get(`${n + shift} ${state}`) || 0) + 1);
      if (n) {
        const key = `${n - 1 + shift} ${states[n - 1]}>${n + shift} ${state}`;
        counts.set(key, (counts.get(key) || 0) + 1);
      }
    });
  }
  return { counts, totals, most };
}

function drawFlow(chosen) {
  const { counts, totals, most } = flowOf(chosen), box = byId("flow");
  if (!counts.size) {
    byId("flow-finding").textContent = chosen.length ? "These actions have been reported on in one round only, so nothing has moved yet." : "";
    box.replaceChildren();
    return;
  }
  let better = 0, worse = 0, silent = 0;
  const rank = { complete: 3, settled: 3, on_track: 2, at_risk: 1, slipped: 0, not_achieved: -1 };
  const links = [...counts].map(([key, value]) => {
    const [source, target] = key.split(">"), [from, to] = [source.split(" ")[1], target.split(" ")[1]];
    if (+target.split(" ")[0] === LAST_ROUNDS - 1) {
      if (to === "none") silent += value;
      else if (from in rank && to in rank) rank[to] > rank[from] ? (better += value) : rank[to] < rank[from] ? (worse += value) : 0;
    }
    return { source, target, value };
  });
  byId("flow-finding").textContent = `Between the last two rounds ${better.toLocaleString("en-GB")} moved up, ${worse.toLocaleString("en-GB")} moved down and ${silent.toLocaleString("en-GB")} had no update. By the common meaning of each paper's grades.`;
  const columns = Math.min(most, LAST_ROUNDS), width = 560, height = 330, names = [...new Set(links.flatMap((l) => [l.source, l.target]))];
  const layout = d3.sankey().nodeId((d) => d.id).nodeWidth(24).nodePadding(9).nodeSort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
    .linkSort((a, b) => ORDER.indexOf(a.target.state) - ORDER.indexOf(b.target.state)).nodeAlign((d) => d.step).extent([[2, 26], [width - 2, height - 4]]);
  const graph = layout({ nodes: names.map((id) => ({ id, step: +id.split(" ")[0] - (LAST_ROUNDS - columns), state: id.split(" ")[1] })), links });
  const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]).attr("role", "img").attr("class", "chart").attr("aria-label", flowWords(links));
  svg.append("g").attr("fill", "none").selectAll("path").data(graph.links).join("path").attr("d", d3.sankeyLinkHorizontal()).attr("stroke-width", (d) => Math.max(1, d.width))
    .attr("stroke", (d) => (d.target.state === "none" ? "#b9b4a8" : STATES[d.target.state].fill)).attr("stroke-opacity", 0.45)
    .append("title").text((d) => `${d.value}: ${STATES[d.source.state].word} → ${STATES[d.target.state].word}`);
  const node = svg.append("g").selectAll("g").data(graph.nodes).join("g").attr("transform", (d) => `translate(${d.x0},${d.y0})`);
  node.append("rect").attr("width", (d) => d.x1 - d.x0).attr("height", (d) => Math.max(1, d.y1 - d.y0)).attr("fill", (d) => STATES[d.state].fill).attr("stroke", "#555").attr("stroke-width", 0.6)
    .attr("stroke-dasharray", (d) => (d.state === "none" ? "3 2" : null));
  node.filter((d) => d.y1 - d.y0 > 11).append("text").attr("x", 12).attr("y", (d) => (d.y1 - d.y0) / 2).attr("dy", "0.36em").attr("text-anchor", "middle").attr("fill", (d) => STATES[d.state].ink).text((d) => STATES[d.state].sign);
  node.filter((d) => d.step === columns - 1).append("text").attr("class", "label").attr("x", -6).attr("y", (d) => (d.y1 - d.y0) / 2).attr("dy", "0.36em").attr("text-anchor", "end")
    .text((d) => `${STATES[d.state].word} ${d.value.toLocaleString("en-GB")}`);
  svg.append("g").attr("class", "axis").selectAll("text").data(d3.range(columns)).join("text").attr("y", 14).attr("x", (c) => (columns === 1 ? 0 : 2 + (c * (width - 4 - 24)) / (columns - 1) + (c ? (c === columns - 1 ? 24 : 12) : 0)))
    .attr("text-anchor", (c) => (c === 0 ? "start" : c === columns - 1 ? "end" : "middle")).text((c) => roundName(chosen, c, columns));
  box.replaceChildren(svg.node());
}

/* One review's rounds have months; over several they are counted back from the latest. */
function roundName(chosen, column, columns) {
  const reviews = new Set(chosen.map((i) => A.review[i]));
  if (reviews.size === 1) return monthWords(ROUNDS_OF.get([...reviews][0]).slice(-columns)[column]);
  const back = columns - 1 - column;
  return back === 0 ? "latest round" : back === 1 ? "one before" : `${back} before`;
}

function flowWords(links) {
  const said = links.filter((l) => +l.target.id?.split(" ")[0] === LAST_ROUNDS - 1 || +String(l.target).split(" ")[0] === LAST_ROUNDS - 1)
    .sort((a, b) => b.value - a.value).slice(0, 8).map((l) => `${l.value} from ${STATES[l.source.state].word} to ${STATES[l.target.state].word}`);
  return "Flow of grades. Into the latest round: " + said.join("; ");
}

function drawWhen(chosen) {
  const dated = chosen.filter((i) => dueOf(i) !== null), box = byId("when");
  const moved = dated.filter((i) => A.revised[i] !== null && A.due[i] !== null && A.revised[i] > A.due[i]);
  const slips = moved.map((i) => A.revised[i] - A.due[i]);
  byId("when-finding").textContent = !chosen.length ? "" : !dated.length ? "None of these actions has a date that could be read." :
    `${plural(dated.length, "action")} of ${chosen.length.toLocaleString("en-GB")} have a date` + (moved.length ? `; ${plural(moved.length, "date")} moved later, by ${Math.round(d3.median(slips) / 30.4)} months in the middle case.` : "; none has been moved.");
  if (!dated.length) return box.replaceChildren();
  const used = new Set(dated.map(stateOf)), few = dated.length <= MOST_ROWS;
  box.replaceChildren(quiet(few ? spans(dated) : quarters(dated)), el("ul", { class: "keys" }, ORDER.filter((s) => used.has(s)).map((s) => el("li", {}, few ? chip(s) : swatch(s)))));
}

function hatches() {
  const defs = d3.create("svg:defs");
  for (const s of ORDER) {
    const p = defs.append("pattern").attr("id", "h-" + s).attr("patternUnits", "userSpaceOnUse").attr("width", 6).attr("height", 6);
    p.append("rect").attr("width", 6).attr("height", 6).attr("fill", STATES[s].fill);
    const line = { slipped: "M0 6L6 0", not_achieved: "M0 0L6 6M0 6L6 0", at_risk: "M0 3H6", none: "M3 0V6" }[s];
    if (line) p.append("path").attr("d", line).attr("stroke", s === "none" ? "#999" : STATES[s].ink).attr("stroke-width", 0.8).attr("stroke-opacity", 0.55);
  }
  return defs.node();
}

/* Plot names its groups for a screen reader where no name is allowed; the picture's own name is enough. */
function quiet(svg) {
  for (const group of svg.querySelectorAll("g")) for (const name of ["aria-label", "aria-description"]) group.removeAttribute(name);
  svg.setAttribute("role", "img");
  return svg;
}

/* A key's square with the hatch that the bars have. */
function swatch(state) {
  const svg = d3.create("svg").attr("width", 18).attr("height", 14).attr("aria-hidden", "true");
  svg.append("rect").attr("width", 18).attr("height", 14).attr("fill", `url(#h-${state})`).attr("stroke", "#555");
  return el("span", { class: "swatch" }, svg.node(), STATES[state].word);
}

function quarters(dated) {
  const counts = d3.rollups(dated, (v) => v.length, (i) => +d3.utcMonth.every(3).floor(dateOf(dueOf(i))), stateOf);
  const rows = counts.flatMap(([quarter, states]) => states.map(([state, n]) => ({ quarter: new Date(quarter), state, n })));
  const used = ORDER.filter((s) => rows.some((r) => r.state === s));
  return Plot.plot({
    width: 560, height: 330, marginLeft: 40, style: { fontFamily: "inherit", fontSize: "12px", background: "none" }, ariaLabel: "Actions by the quarter they are due in, split by last status",
    className: "plot", x: { label: null, type: "utc" }, y: { label: "actions due in the quarter", grid: true },
    color: { domain: used, range: used.map((s) => `url(#h-${s})`) },
    marks: [hatches, Plot.rectY(rows, { x: "quarter", interval: "3 months", y: "n", fill: "state", order: used, insetLeft: 1, stroke: "#555", strokeWidth: 0.4,
      title: (d) => `${STATES[d.state].word}: ${d.n}` }), Plot.ruleY([0])],
  });
}

function spans(dated) {
  const order = [...dated].sort((a, b) => dueOf(a) - dueOf(b));
  const rows = order.map((i) => ({ name: String(i), from: A.due[i] === null ? null : dateOf(A.due[i]), to: dateOf(dueOf(i)), state: stateOf(i), words: actionWords(i) }));
  const short = new Map(rows.map((r) => [r.name, r.words.length > 34 ? r.words.slice(0, 33) + "…" : r.words]));
  return Plot.plot({
    width: 560, height: 50 + rows.length * 19, marginLeft: 225, style: { fontFamily: "inherit", fontSize: "12px", background: "none" }, className: "plot",
    ariaLabel: "When each action was first due and is due now", x: { label: null, type: "utc", grid: true, axis: "top" },
    y: { label: null, domain: rows.map((r) => r.name), tickFormat: (d) => short.get(d), tickSize: 0 },
    marks: [
      Plot.link(rows.filter((r) => r.from && +r.from !== +r.to), { y1: "name", y2: "name", x1: "from", x2: "to", stroke: "#777", markerEnd: "arrow" }),
      Plot.dot(rows.filter((r) => r.from), { y: "name", x: "from", r: 3, stroke: "#777", fill: "#fff" }),
      Plot.dot(rows, { y: "name", x: "to", r: 7, fill: (d) => STATES[d.state].fill, stroke: "#555", strokeWidth: 0.7, title: (d) => `${d.words}: ${STATES[d.state].word}` }),
      Plot.text(rows, { y: "name", x: "to", text: (d) => STATES[d.state].sign, fill: (d) => STATES[d.state].ink, fontSize: 10 }),
    ],
  });
}

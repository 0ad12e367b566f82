"use strict";
/* When things were due: a bar a quarter, or a span an action where they are few. */
const MOST_ROWS = 40;

function drawWhen(chosen) {
  const dated = chosen.filter((i) => dueOf(i) !== null),
    box = byId("when");
  const moved = dated.filter((i) => A.revised[i] !== null && A.due[i] !== null && A.revised[i] > A.due[i]);
  const slips = moved.map((i) => A.revised[i] - A.due[i]);
  byId("when-finding").textContent = !chosen.length
    ? ""
    : !dated.length
      ? "None of these actions has a date that could be read."
      : `${plural(dated.length, "action")} of ${thousands(chosen.length)} have a date` +
        (moved.length
          ? `; ${plural(moved.length, "date")} moved later, by ${Math.round(d3.median(slips) / 30.4)} months in the middle case.`
          : "; none has been moved.");
  if (!dated.length) return box.replaceChildren();
  const used = new Set(dated.map(stateOf)),
    few = dated.length <= MOST_ROWS;
  box.replaceChildren(
    quiet(few ? spans(dated) : quarters(dated)),
    el(
      "ul",
      { class: "keys" },
      ORDER.filter((s) => used.has(s)).map((s) => el("li", {}, few ? chip(s) : swatch(s))),
    ),
  );
}

function hatches() {
  const defs = d3.create("svg:defs");
  for (const s of ORDER) {
    const p = defs
      .append("pattern")
      .attr("id", "h-" + s)
      .attr("patternUnits", "userSpaceOnUse")
      .attr("width", 6)
      .attr("height", 6);
    p.append("rect").attr("width", 6).attr("height", 6).attr("fill", STATES[s].fill);
    const line = { slipped: "M0 6L6 0", not_achieved: "M0 0L6 6M0 6L6 0", at_risk: "M0 3H6", none: "M3 0V6" }[s];
    if (line)
      p.append("path")
        .attr("d", line)
        .attr("stroke", s === "none" ? "#999" : STATES[s].ink)
        .attr("stroke-width", 0.8)
        .attr("stroke-opacity", 0.55);
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
  const counts = d3.rollups(dated, (v) => v.length, quarterOf, stateOf);
  const rows = counts.flatMap(([quarter, states]) => states.map(([state, n]) => ({ quarter: new Date(quarter), state, n })));
  const used = ORDER.filter((s) => rows.some((r) => r.state === s));
  return Plot.plot({
    width: 560,
    height: 330,
    marginLeft: 40,
    style: { fontFamily: "inherit", fontSize: "12px", background: "none" },
    ariaLabel: "Actions by the quarter they are due in, split by last status",
    className: "plot",
    x: { label: null, type: "utc" },
    y: { label: "actions due in the quarter", grid: true },
    color: { domain: used, range: used.map((s) => `url(#h-${s})`) },
    marks: [
      hatches,
      Plot.rectY(rows, {
        x: "quarter",
        interval: "3 months",
        y: "n",
        fill: "state",
        order: used,
        insetLeft: 1,
        stroke: "#555",
        strokeWidth: 0.4,
        title: (d) => `${STATES[d.state].word}: ${d.n}`,
      }),
      Plot.ruleY([0]),
    ],
  });
}

function spans(dated) {
  const order = [...dated].sort((a, b) => dueOf(a) - dueOf(b));
  const rows = order.map((i) => ({
    name: String(i),
    from: A.due[i] === null ? null : dateOf(A.due[i]),
    to: dateOf(dueOf(i)),
    state: stateOf(i),
    words: actionWords(i),
  }));
  const short = new Map(rows.map((r) => [r.name, r.words.length > 34 ? r.words.slice(0, 33) + "…" : r.words]));
  return Plot.plot({
    width: 560,
    height: 50 + rows.length * 19,
    marginLeft: 225,
    style: { fontFamily: "inherit", fontSize: "12px", background: "none" },
    className: "plot",
    ariaLabel: "When each action was first due and is due now",
    x: { label: null, type: "utc", grid: true, axis: "top" },
    y: { label: null, domain: rows.map((r) => r.name), tickFormat: (d) => short.get(d), tickSize: 0 },
    marks: [
      Plot.link(
        rows.filter((r) => r.from && +r.from !== +r.to),
        { y1: "name", y2: "name", x1: "from", x2: "to", stroke: "#777", markerEnd: "arrow" },
      ),
      Plot.dot(
        rows.filter((r) => r.from),
        { y: "name", x: "from", r: 3, stroke: "#777", fill: "#fff" },
      ),
      Plot.dot(rows, {
        y: "name",
        x: "to",
        r: 7,
        fill: (d) => STATES[d.state].fill,
        stroke: "#555",
        strokeWidth: 0.7,
        title: (d) => `${d.words}: ${STATES[d.state].word}`,
      }),
      Plot.text(rows, { y: "name", x: "to", text: (d) => STATES[d.state].sign, fill: (d) => STATES[d.state].ink, fontSize: 10 }),
    ],
  });
}

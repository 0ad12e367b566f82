"use strict";
/* How states move from round to round. */
const LAST_ROUNDS = 5;

function flowOf(chosen) {
  const counts = new Map(),
    totals = new Map();
  let most = 0;
  for (const i of chosen) {
    const states = statesOf(i).slice(-LAST_ROUNDS),
      shift = LAST_ROUNDS - states.length;
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
  const { counts, totals, most } = flowOf(chosen),
    box = byId("flow");
  if (!counts.size) {
    byId("flow-finding").textContent = chosen.length
      ? "These actions have been reported on in one round only, so nothing has moved yet."
      : "";
    box.replaceChildren();
    return;
  }
  let better = 0,
    worse = 0,
    silent = 0;
  const rank = { complete: 3, settled: 3, on_track: 2, at_risk: 1, slipped: 0, not_achieved: -1 };
  const links = [...counts].map(([key, value]) => {
    const [source, target] = key.split(">"),
      [from, to] = [source.split(" ")[1], target.split(" ")[1]];
    if (+target.split(" ")[0] === LAST_ROUNDS - 1) {
      if (to === "none") silent += value;
      else if (from in rank && to in rank) rank[to] > rank[from] ? (better += value) : rank[to] < rank[from] ? (worse += value) : 0;
    }
    return { source, target, value };
  });
  byId("flow-finding").textContent =
    `Between the last two rounds ${thousands(better)} moved up, ${thousands(worse)} moved down and ${thousands(silent)} had no update. ` +
    "By the common meaning of each paper's grades.";
  const columns = Math.min(most, LAST_ROUNDS),
    width = 560,
    height = 330,
    names = [...new Set(links.flatMap((l) => [l.source, l.target]))];
  const layout = d3
    .sankey()
    .nodeId((d) => d.id)
    .nodeWidth(24)
    .nodePadding(9)
    .nodeSort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
    .linkSort((a, b) => ORDER.indexOf(a.target.state) - ORDER.indexOf(b.target.state))
    .nodeAlign((d) => d.step)
    .extent([
      [2, 26],
      [width - 2, height - 4],
    ]);
  const graph = layout({
    nodes: names.map((id) => ({ id, step: +id.split(" ")[0] - (LAST_ROUNDS - columns), state: id.split(" ")[1] })),
    links,
  });
  const svg = d3
    .create("svg")
    .attr("viewBox", [0, 0, width, height])
    .attr("role", "img")
    .attr("class", "chart")
    .attr("aria-label", flowWords(links));
  svg
    .append("g")
    .attr("fill", "none")
    .selectAll("path")
    .data(graph.links)
    .join("path")
    .attr("d", d3.sankeyLinkHorizontal())
    .attr("stroke-width", (d) => Math.max(1, d.width))
    .attr("stroke", (d) => (d.target.state === "none" ? "#b9b4a8" : STATES[d.target.state].fill))
    .attr("stroke-opacity", 0.45)
    .append("title")
    .text((d) => `${d.value}: ${STATES[d.source.state].word} → ${STATES[d.target.state].word}`);
  const node = svg
    .append("g")
    .selectAll("g")
    .data(graph.nodes)
    .join("g")
    .attr("transform", (d) => `translate(${d.x0},${d.y0})`);
  node
    .append("rect")
    .attr("width", (d) => d.x1 - d.x0)
    .attr("height", (d) => Math.max(1, d.y1 - d.y0))
    .attr("fill", (d) => STATES[d.state].fill)
    .attr("stroke", "#555")
    .attr("stroke-width", 0.6)
    .attr("stroke-dasharray", (d) => (d.state === "none" ? "3 2" : null));
  node
    .filter((d) => d.y1 - d.y0 > 11)
    .append("text")
    .attr("x", 12)
    .attr("y", (d) => (d.y1 - d.y0) / 2)
    .attr("dy", "0.36em")
    .attr("text-anchor", "middle")
    .attr("fill", (d) => STATES[d.state].ink)
    .text((d) => STATES[d.state].sign);
  node
    .filter((d) => d.step === columns - 1)
    .append("text")
    .attr("class", "label")
    .attr("x", -6)
    .attr("y", (d) => (d.y1 - d.y0) / 2)
    .attr("dy", "0.36em")
    .attr("text-anchor", "end")
    .text((d) => `${STATES[d.state].word} ${thousands(d.value)}`);
  svg
    .append("g")
    .attr("class", "axis")
    .selectAll("text")
    .data(d3.range(columns))
    .join("text")
    .attr("y", 14)
    .attr("x", (c) => (columns === 1 ? 0 : 2 + (c * (width - 4 - 24)) / (columns - 1) + (c ? (c === columns - 1 ? 24 : 12) : 0)))
    .attr("text-anchor", (c) => (c === 0 ? "start" : c === columns - 1 ? "end" : "middle"))
    .text((c) => roundName(chosen, c, columns));
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
  const said = links
    .filter((l) => +l.target.id?.split(" ")[0] === LAST_ROUNDS - 1 || +String(l.target).split(" ")[0] === LAST_ROUNDS - 1)
    .sort((a, b) => b.value - a.value)
    .slice(0, 8)
    .map((l) => `${l.value} from ${STATES[l.source.state].word} to ${STATES[l.target.state].word}`);
  return "Flow of grades. Into the latest round: " + said.join("; ");
}

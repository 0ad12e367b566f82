"use strict";
/* What is: totals and the split of last states. */
function countStates(chosen) {
  const counts = Object.fromEntries(ORDER.map((s) => [s, 0]));
  for (const i of chosen) counts[stateOf(i)]++;
  return counts;
}

function drawNow(chosen) {
  const counts = countStates(chosen),
    n = chosen.length;
  const late = chosen.filter((i) => A.late[i] !== null).length,
    silent = chosen.filter(isSilent).length;
  const behind = ORDER.filter((s) => BEHIND.has(s)).reduce((sum, s) => sum + counts[s], 0);
  byId("now-finding").textContent = n
    ? `${percent(counts.complete, n)} complete. ${plural(behind, "action")} last reported at risk, slipped or not achieved; ` +
      `${plural(late, "was", "were")} past the date when the review last reported.`
    : "No action passes these filters.";
  const tile = (figure, words, note) => el("li", {}, el("b", {}, thousands(figure)), el("span", {}, words), el("small", {}, note));
  byId("tiles").replaceChildren(
    tile(n, n === 1 ? "action" : "actions", n === COUNT ? "all there are" : `of ${thousands(COUNT)}`),
    tile(counts.complete, "complete", percent(counts.complete, n)),
    tile(behind, "behind", "at risk, slipped, not achieved"),
    tile(late, "past the date", "and not complete at the latest paper"),
    tile(silent, "without an update", "in the latest round, and not complete"),
  );
  const bar = el("div", {
    class: "split",
    role: "img",
    "aria-label":
      "Last status: " +
      ORDER.filter((s) => counts[s])
        .map((s) => `${STATES[s].word} ${counts[s]}`)
        .join(", "),
  });
  const key = el("ul", { class: "keys" });
  for (const s of ORDER) {
    if (!counts[s]) continue;
    bar.append(
      el(
        "span",
        { style: `flex:${counts[s]};background:${STATES[s].fill};color:${STATES[s].ink}`, class: s },
        counts[s] / n > 0.03 ? STATES[s].sign : "",
      ),
    );
    key.append(el("li", {}, chip(s), ` ${thousands(counts[s])} · ${percent(counts[s], n)}`));
  }
  byId("split").replaceChildren(bar, key);
}

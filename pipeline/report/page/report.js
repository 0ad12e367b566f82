"use strict";
/* The page: filters, list, what is drawn when. The address after # keeps the filters and the open action. */
const PAGE = 40,
  PRINTED = 500;
let chosen = ALL,
  first = 0;

function options(select, every, entries) {
  const held = select.value;
  select.replaceChildren(el("option", { value: "" }, every), ...entries.map(([value, words]) => el("option", { value }, words)));
  select.value = held;
}

function fillFilters() {
  const per = (values) => d3.rollup(ALL, (v) => v.length, values);
  const councils = per((i) => A.council[i]),
    states = per(stateOf),
    themes = new Map();
  for (const i of ALL) for (const t of A.themes[i]) themes.set(t, (themes.get(t) || 0) + 1);
  const words = (map, name) => [...map].map(([k, n]) => [k, `${name(k)} (${thousands(n)})`]);
  options(
    byId("f-council"),
    "all",
    words(councils, (c) => councilWords(POOL.council[c]))
      .filter(([k]) => k !== null)
      .sort((a, b) => d3.ascending(a[1], b[1])),
  );
  options(
    byId("f-status"),
    "all",
    ORDER.filter((s) => states.has(s)).map((s) => [s, `${STATES[s].sign} ${STATES[s].word} (${states.get(s).toLocaleString("en-GB")})`]),
  );
  options(
    byId("f-theme"),
    "all",
    words(themes, (t) => POOL.theme[t].replace("_", " ")).sort((a, b) => d3.ascending(a[1], b[1])),
  );
  byId("owners").replaceChildren(
    ...[...POOL.owner]
      .sort(d3.ascending)
      .slice(0, 1000)
      .map((o) => el("option", { value: o })),
  );
  fillReviews();
}

function fillReviews() {
  const council = byId("f-council").value;
  const reviews = new Map();
  for (const i of ALL) if (!council || A.council[i] === +council) reviews.set(A.review[i], (reviews.get(A.review[i]) || 0) + 1);
  options(
    byId("f-review"),
    "all",
    [...reviews].map(([r, n]) => [r, `${reviewWords(r)} (${n})`]).sort((a, b) => d3.ascending(a[1], b[1])),
  );
  if (byId("f-review").selectedIndex < 0) byId("f-review").value = "";
}

function clearFilters() {
  for (const name of FIELDS) {
    const field = byId("f-" + name);
    if (field.type === "checkbox") field.checked = false;
    else field.value = "";
  }
  fillReviews();
}

function update() {
  chosen = choose(readFilters()).sort(SORTS[byId("sort").value]);
  first = 0;
  byId("count").textContent =
    chosen.length === COUNT ? `All ${plural(COUNT, "action")}` : `${plural(chosen.length, "action")} of ${thousands(COUNT)}`;
  drawNow(chosen);
  drawHeat(chosen, (review) => {
    byId("f-council").value = "";
    fillReviews();
    byId("f-review").value = review;
    update();
    byId("f-review").focus();
  });
  drawFlow(chosen);
  drawWhen(chosen);
  drawRows(PAGE);
  setHash();
}

function drawRows(size) {
  const shown = chosen.slice(first, first + size);
  byId("rows").setAttribute("start", first + 1);
  byId("rows").replaceChildren(
    ...shown.map((i) =>
      el(
        "li",
        {},
        el(
          "button",
          { type: "button", "data-i": i, onclick: () => openStory(i, true), "aria-current": opened === i ? "true" : null },
          el("span", { class: "row-state" }, chip(stateOf(i))),
          el(
            "span",
            { class: "row-words" },
            el("b", {}, actionWords(i)),
            el("small", {}, [reviewWords(A.review[i]), A.owner[i] === null ? null : POOL.owner[A.owner[i]]].filter(Boolean).join(" · ")),
          ),
          el(
            "span",
            { class: "row-due" },
            dueOf(i) === null ? "no date" : monthWords(dueOf(i)),
            A.late[i] !== null ? el("em", {}, " past") : null,
          ),
        ),
      ),
    ),
  );
  byId("where").textContent = chosen.length ? `${first + 1}–${Math.min(first + size, chosen.length)} of ${thousands(chosen.length)}` : "";
  byId("before").disabled = first === 0;
  byId("after").disabled = first + size >= chosen.length;
}

function turnPage(step) {
  first = Math.max(0, first + step * PAGE);
  drawRows(PAGE);
  byId("list").focus({ preventScroll: true });
  byId("list").scrollIntoView();
}

function setHash() {
  const parts = new URLSearchParams(readFilters());
  if (opened !== null) parts.set("action", opened);
  const hash = parts.toString();
  try {
    history.replaceState(null, "", hash ? "#" + hash : location.pathname.split("/").pop() || "#");
  } catch (refused) {
    location.hash = hash;
  }
}

function readHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const name of FIELDS) {
    const field = byId("f-" + name),
      value = parts.get(name);
    if (value === null) continue;
    if (name === "review") fillReviews();
    if (field.type === "checkbox") field.checked = value === "true";
    else field.value = value;
  }
  const action = parts.get("action");
  return action !== null && A.followed[+action] ? +action : null;
}

/* Text that a spreadsheet would run as a formula gets an apostrophe in front. */
function csvCell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? "'" + text : text;
  return /[",\n\r]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
}

function rowsAsCsv() {
  const iso = (day) => (day === null || day === undefined ? null : dateOf(day).toISOString().slice(0, 10)),
    out = [
      [
        "council",
        "review",
        "recommendation_number",
        "recommendation",
        "action_number",
        "action",
        "owner",
        "due",
        "revised",
        "last_status",
        "last_status_round",
        "no_update",
        "late_by_days",
        "file",
        "page",
      ],
    ];
  for (const i of chosen) {
    const r = A.first_round[i + 1] - 1,
      told = r >= A.first_round[i];
    out.push([
      POOL.council[A.council[i]],
      reviewWords(A.review[i]),
      A.recommendation_number[i],
      POOL.text[A.recommendation[i]],
      A.number[i],
      POOL.text[A.action[i]],
      POOL.owner[A.owner[i]],
      iso(A.due[i]),
      iso(A.revised[i]),
      A.status[i],
      iso(A.status_round[i]),
      A.no_update[i],
      A.late[i],
      told ? POOL.paper[R.paper[r]].name : null,
      told ? R.page[r] : null,
    ]);
  }
  return "\ufeff" + out.map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

function saveRows() {
  const link = el("a", { href: URL.createObjectURL(new Blob([rowsAsCsv()], { type: "text/csv" })), download: "actions.csv" });
  link.click();
  URL.revokeObjectURL(link.href);
}

function start() {
  const span = DATA.meta.first === null ? "" : ` dated ${dayWords(DATA.meta.first)} to ${dayWords(DATA.meta.last)}`;
  byId("deck").textContent =
    `${plural(COUNT, "agreed action")} followed through ${plural(DATA.meta.papers, "paper")}${span}` +
    (DATA.meta.failed ? `; ${plural(DATA.meta.failed, "paper")} could not be read.` : ".");
  fillFilters();
  const open = readHash();
  let wait = null;
  byId("filters").addEventListener("input", (event) => {
    if (event.target.id === "f-council") fillReviews();
    clearTimeout(wait);
    wait = setTimeout(update, event.target.type === "search" ? 150 : 0);
  });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("clear").addEventListener("click", () => {
    clearFilters();
    update();
  });
  byId("sort").addEventListener("change", update);
  byId("save").addEventListener("click", saveRows);
  byId("before").addEventListener("click", () => turnPage(-1));
  byId("after").addEventListener("click", () => turnPage(1));
  byId("story").addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeStory();
  });
  addEventListener("beforeprint", () => {
    first = 0;
    drawRows(PRINTED);
  });
  addEventListener("afterprint", () => drawRows(PAGE));
  update();
  if (COUNT) openStory(open === null ? (chosen[0] ?? 0) : open, open !== null);
  document.documentElement.dataset.ready = Math.round(performance.now());
}

start();

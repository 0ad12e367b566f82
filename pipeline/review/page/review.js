"use strict";
/* What is doubtful, most doubtful first; a person's decisions; the file of corrections. */
const DATA = JSON.parse(byId("data").textContent),
  PAGE = 20;
const KINDS = { error: "Not read", warning: "Warning", confidence: "Weak match", unassigned: "Not placed", inferred: "Inferred" };
const KEEP = "matters-review";
let first = 0,
  decisions = {},
  who = "";

function recall() {
  try {
    ({ decisions = {}, who = "" } = JSON.parse(localStorage.getItem(KEEP) || "{}"));
  } catch (refused) {
    decisions = {};
  }
}

function keep() {
  try {
    localStorage.setItem(KEEP, JSON.stringify({ decisions, who }));
  } catch (refused) {
    byId("note").textContent = "This browser keeps nothing: save before closing.";
  }
}

const keyOf = (item) => `${item.table}/${item.record}`;
const kindsOf = (item) => new Set(item.reasons.map((r) => r[0]));

function chosenItems() {
  const kind = byId("f-doubt").value,
    paper = byId("f-paper").value;
  return DATA.items.filter(
    (item) => (!paper || item.document_id === paper) && (!kind || (kind === "open" ? !decisions[keyOf(item)] : kindsOf(item).has(kind))),
  );
}

function draw() {
  const items = chosenItems(),
    shown = items.slice(first, first + PAGE),
    made = DATA.items.filter((item) => decisions[keyOf(item)]).length;
  byId("items").replaceChildren(...shown.map(card));
  byId("count").textContent = `${made} of ${plural(DATA.items.length, "item")} decided`;
  byId("where").textContent = items.length
    ? `${first + 1}–${Math.min(first + PAGE, items.length)} of ${items.length}`
    : "Nothing to check here.";
  byId("before").disabled = first === 0;
  byId("after").disabled = first + PAGE >= items.length;
}

function card(item) {
  const decided = decisions[keyOf(item)],
    paper = DATA.papers[item.document_id],
    id = keyOf(item).replace(/[^\w-]/g, "_");
  const words = `${paper.name}${item.page ? ", page " + item.page : ""}`;
  const source = paper.link ? el("a", { href: paper.link + (item.page ? "#page=" + item.page : ""), rel: "noreferrer" }, words) : words;
  const title =
    { passages: "Text that nothing took", diagnostics: "A note on the paper" }[item.table] ||
    item.table[0].toUpperCase() + item.table.slice(1).replace(/s$/, "");
  return el(
    "li",
    { class: "item" + (decided ? " decided" : ""), id },
    el("h2", {}, title, " ", decided ? el("span", { class: "verdict" }, "✓ " + decided.words) : null),
    el(
      "ul",
      { class: "reasons" },
      item.reasons.map(([kind, said, detail]) =>
        el(
          "li",
          {},
          el("span", { class: "kind " + kind }, KINDS[kind]),
          said,
          detail && detail !== said ? el("small", {}, " – " + detail) : null,
        ),
      ),
    ),
    el(
      "div",
      { class: "sides" },
      el(
        "figure",
        {},
        item.picture
          ? el("img", { src: item.picture, loading: "lazy", alt: `${words}, with the cell outlined` })
          : el("p", { class: "paper-text", tabindex: "0" }, item.printed || "The text is not kept; open the paper."),
        el("figcaption", {}, "Source: ", source),
      ),
      item.fields.length
        ? form(item, id, decided)
        : el(
            "p",
            { class: "from" },
            item.table === "passages"
              ? "This text became no row of a table. If it should have, its wording can be taught: see the guide on vocabulary."
              : "This is about the paper, not about one value: there is nothing to change here.",
            " ",
            el("button", { type: "button", onclick: () => decide(item, {}, "seen") }, "Seen"),
          ),
    ),
  );
}

function form(item, id, decided) {
  const values = item.fields.map((f, n) => field(item, f, `${id}-${n}`, decided));
  const why = el("input", { id: id + "-why", value: decided?.why || "" });
  return el(
    "div",
    { class: "values" },
    values,
    el("div", { class: "long" }, el("label", { for: id + "-why" }, "Why (kept with the correction)"), why),
    el(
      "div",
      { class: "decide" },
      el("button", { type: "button", onclick: () => decide(item, {}, "right as it is", why.value) }, "It is right"),
      el("button", { type: "button", class: "strong", onclick: () => change(item, id, why.value) }, "Correct it"),
      decided ? el("button", { type: "button", class: "link", onclick: () => decide(item, null) }, "Undo") : null,
    ),
  );
}

function field(item, f, id, decided) {
  const value = decided?.values?.[f.name] ?? f.value;
  let input;
  if (f.codes.length)
    input = el(
      "select",
      { id },
      ["", ...f.codes].map((c) => el("option", { value: c, selected: c === value }, c || "(nothing)")),
    );
  else if (f.kind === "date") input = el("input", { id, type: "date", value });
  else if (f.kind.includes("number")) input = el("input", { id, type: "number", step: "any", value });
  else if (value.length > 60) {
    input = el("textarea", { id, rows: Math.min(8, Math.ceil(value.length / 60)) });
    input.value = value;
  } else input = el("input", { id, value });
  input.dataset.field = f.name;
  const box = el(
    "div",
    { class: (value.length > 34 ? "long" : "") + (value === f.value ? "" : " changed") },
    el("label", { for: id, title: f.about }, f.name.replace(/_/g, " "), f.inferred ? el("em", {}, " (inferred)") : null),
    input,
  );
  input.addEventListener("input", () => box.classList.toggle("changed", input.value !== f.value));
  return box;
}

function change(item, id, why) {
  const values = {};
  for (const input of byId(id).querySelectorAll("[data-field]")) {
    const f = item.fields.find((g) => g.name === input.dataset.field);
    if (input.value.trim() !== f.value) values[f.name] = input.value.trim();
  }
  if (Object.keys(values).length) decide(item, values, "corrected: " + Object.keys(values).join(", ").replace(/_/g, " "), why);
  else byId("note").textContent = "Nothing was changed in that item. Press 'It is right' if it is.";
}

/* `values` null takes a decision back; empty confirms what is there. */
function decide(item, values, words, why) {
  if (values === null) delete decisions[keyOf(item)];
  else decisions[keyOf(item)] = { values, words, why: why || "", when: new Date().toISOString().slice(0, 19) + "Z" };
  keep();
  byId("note").textContent = "";
  const list = chosenItems(),
    next = list.slice(list.indexOf(item) + 1).find((i) => !decisions[keyOf(i)]) || item;
  draw();
  const target = document.getElementById(keyOf(next).replace(/[^\w-]/g, "_"));
  target?.querySelector("button, input, select, textarea")?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
}

/* The corrections made before, then this page's. A confirmed value is a correction to itself: the row is marked, the value stays. */
function corrections() {
  const lines = DATA.made.map((row) => DATA.columns.map((c) => row[c]));
  for (const item of DATA.items) {
    const decided = decisions[keyOf(item)];
    if (!decided || !item.fields.length) continue;
    const values = Object.keys(decided.values).length
      ? decided.values
      : Object.fromEntries(item.confirm.map((name) => [name, item.fields.find((f) => f.name === name)?.value ?? ""]));
    for (const [name, value] of Object.entries(values)) {
      const expected = item.fields.find((f) => f.name === name)?.value ?? "";
      const row = {
        paper: DATA.papers[item.document_id].sha256,
        table: item.table,
        record: item.record,
        field: name,
        expected,
        value,
        who,
        why: decided.why,
        when: decided.when,
      };
      lines.push(DATA.columns.map((c) => row[c] ?? ""));
    }
  }
  const cell = (text) => (/[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text);
  return "\ufeff" + [DATA.columns, ...lines].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

function save() {
  if (!who) {
    byId("note").textContent = "Give your name first: it is kept with each correction.";
    return byId("who").focus();
  }
  const link = el("a", { href: URL.createObjectURL(new Blob([corrections()], { type: "text/csv" })), download: "corrections.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  byId("note").textContent = "Saved. Put corrections.csv into the folder of the tables.";
}

function start() {
  recall();
  byId("who").value = who;
  byId("deck").textContent =
    `${plural(DATA.items.length, "item")} to check, most doubtful first` +
    (DATA.left_out ? `; ${thousands(DATA.left_out)} less doubtful ones are left out.` : ".") +
    (DATA.made.length ? ` ${plural(DATA.made.length, "correction")} made before will be kept.` : "");
  const counts = {};
  for (const item of DATA.items) for (const kind of kindsOf(item)) counts[kind] = (counts[kind] || 0) + 1;
  fill(byId("f-doubt"), [
    el("option", { value: "" }, "everything"),
    el("option", { value: "open" }, "not yet decided"),
    ...Object.keys(KINDS)
      .filter((k) => counts[k])
      .map((k) => el("option", { value: k }, `${KINDS[k]} (${counts[k]})`)),
  ]);
  fill(byId("f-paper"), [
    el("option", { value: "" }, "all"),
    ...Object.entries(DATA.papers).map(([id, paper]) => el("option", { value: id }, paper.name)),
  ]);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["f-doubt", "f-paper"])
    byId(name).addEventListener("change", () => {
      first = 0;
      draw();
    });
  byId("who").addEventListener("input", (event) => {
    who = event.target.value.trim();
    keep();
  });
  byId("save").addEventListener("click", save);
  for (const [name, step] of [
    ["before", -PAGE],
    ["after", PAGE],
  ])
    byId(name).addEventListener("click", () => {
      first = Math.max(0, first + step);
      draw();
      byId("queue").focus();
      scrollTo(0, 0);
    });
  draw();
  document.documentElement.dataset.ready = Math.round(performance.now());
}

start();

"use strict";
/* Signs, words and colours of states. Colours keep apart for colour-blind eyes and in grey; a sign or a word always goes with them. */
const STATES = {
  complete: { word: "Complete", sign: "✓", fill: "#12466b", ink: "#ffffff" },
  settled: { word: "Complete before", sign: "(✓)", fill: "#cfdbe4", ink: "#12466b" },
  on_track: { word: "On track", sign: "→", fill: "#8fc1e3", ink: "#0b2437" },
  not_started: { word: "Not started", sign: "○", fill: "#e4e2dc", ink: "#333333" },
  at_risk: { word: "At risk", sign: "!", fill: "#f6d272", ink: "#3a2c00" },
  slipped: { word: "Slipped", sign: "↓", fill: "#e08a3c", ink: "#2b1500" },
  not_achieved: { word: "Not achieved", sign: "✕", fill: "#8c1c3a", ink: "#ffffff" },
  unknown: { word: "Meaning not known", sign: "?", fill: "#cfcad6", ink: "#222222" },
  ungraded: { word: "Reported, no grade", sign: "·", fill: "#f1efe9", ink: "#333333" },
  absent: { word: "Not there yet", sign: "", fill: "#faf7ef", ink: "#5a5a5a" },
  none: { word: "No update", sign: "–", fill: "#ffffff", ink: "#5a5a5a" },
};
/* 'absent' is a round before the action was first printed;
   'settled' is a round without news of an action that was complete before: silence that needs no answer. */
const ORDER = Object.keys(STATES);
const BEHIND = new Set(["at_risk", "slipped", "not_achieved"]);
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const CAUSES = {
  slipped_because_covid: "slipped because of COVID",
  slipped_other_cause: "slipped",
  resumed: "running again",
  mention_only: "",
  none: "",
};

/* An element with attributes and children. Text goes in as text, never as markup. */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "style") node.style.cssText = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  return fill(node, children);
}

/* Puts children into an element in place of what it held; what is empty is left out. */
function fill(node, children) {
  node.replaceChildren(...children.flat().filter((c) => c !== null && c !== undefined && c !== ""));
  return node;
}

const byId = (id) => document.getElementById(id);
const plural = (n, one, many) => `${thousands(n)} ${n === 1 ? one : many || one + "s"}`;
const thousands = (n) => n.toLocaleString("en-GB");
const percent = (part, whole) => (whole ? `${Math.round((100 * part) / whole)}%` : "–");
const dateOf = (day) => new Date(day * 86400000);

function dayWords(day) {
  if (day === null || day === undefined) return "";
  const d = dateOf(day);
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
}

function monthWords(day) {
  const d = dateOf(day);
  return `${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
}

/* A round that begins on the first of a month is that month; another is the day of its paper. */
const roundWords = (day) => (dateOf(day).getUTCDate() === 1 ? monthWords(day) : dayWords(day));

function chip(state, words) {
  const s = STATES[state || "none"];
  return el(
    "span",
    { class: "chip", style: `background:${s.fill};color:${s.ink}` },
    el("span", { class: "sign", "aria-hidden": "true" }, s.sign),
    " " + (words || s.word),
  );
}

/* 'dunholt-borough' as the folder has it reads 'Dunholt borough' on the page. */
const councilWords = (name) => (name ? name.replace(/[-_]+/g, " ").replace(/^./, (c) => c.toUpperCase()) : "Council not known");

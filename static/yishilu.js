// Conveniences only: every page works without this file.
"use strict";

function copied(button, message) {
  const word = button.textContent;
  button.textContent = message;
  button.disabled = true;
  setTimeout(() => {
    button.textContent = word;
    button.disabled = false;
  }, 1600);
}

// Pages served over plain http on an intranet have no clipboard interface.
function copyBySelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

// The words as they stand on the page, a paragraph a line, then where they are from. Of several records also who
// says them and under what heading: what has `data-line`, which may say it in other words.
function wording(button) {
  const whole = document.getElementById(button.dataset.text);
  const lines = whole.querySelectorAll(whole.matches("article") ? ".prose p" : ".prose p, [data-line]");
  return [...lines].map((one) => one.dataset.line || one.textContent.trim()).concat(button.dataset.tail).join("\n");
}

async function copy(button) {
  const text = button.dataset.copy ?? wording(button);
  try {
    await navigator.clipboard.writeText(text);
    copied(button, "已复制");
  } catch {
    copied(button, copyBySelection(text) ? "已复制" : "请手动复制");
  }
}

for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy(button));
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// j and k: through what the page is a list of. What is nearest in meaning comes first in this table.
const LISTED = ".cards > li, .list > li, .names > li";
const STEPS = [".hit", ".prose mark", ".step-to", "article.record", ".plan-text > section", LISTED];
let at = -1;

function step(by) {
  const selector = STEPS.find((one) => document.querySelector(one));
  if (!selector) return;
  const stops = [...document.querySelectorAll(selector)];
  const here = stops.findIndex((stop) => stop.contains(document.activeElement));
  at = Math.min(Math.max((here < 0 ? at : here) + by, 0), stops.length - 1);
  const stop = stops[at];
  const link = stop.matches(`.hit, ${LISTED}`) && (stop.querySelector("h2 a, h3 a") ?? stop.querySelector("a"));
  const target = link || stop;
  if (target === stop && !stop.matches("a, [tabindex]")) stop.tabIndex = -1;
  target.focus({ preventScroll: true });
  stop.scrollIntoView({ block: stop.offsetHeight > innerHeight / 2 ? "start" : "center" });
}

function toSearch() {
  const box = document.querySelector("input#q") || document.querySelector("input#quick");
  if (!box) return false;
  box.focus();
  box.select();
  return true;
}

function help() {
  const keys = document.getElementById("keys");
  if (keys.open) keys.close();
  else keys.showModal();
}

document.querySelector("#keys [data-close]").addEventListener("click", help);

const KEYS = { "/": toSearch, j: () => step(1), k: () => step(-1), "?": help };

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=radio]), textarea, select, [contenteditable]");
  if (typing && event.key === "Escape" && !event.defaultPrevented && !event.isComposing) {
    typing.blur();
    event.preventDefault(); // and what was typed stays
    return;
  }
  const action = KEYS[event.key.toLowerCase()]; // as it is with Caps Lock, too
  if (!action || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (action() !== false) event.preventDefault();
});

// A link to a place on another page of a long document, from before it was long: the server finds the page.
const place = decodeURIComponent(location.hash.slice(1));
if (place && !document.getElementById(place) && document.querySelector(".pager") && !/[?&]at=/.test(location.search)) {
  location.replace(`${location.pathname}?at=${encodeURIComponent(place)}${location.hash}`);
}

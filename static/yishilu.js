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

async function copy(button) {
  const text = button.dataset.copy;
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

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector("#q") || document.querySelector("#quick");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

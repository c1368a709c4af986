// Suggestions under the search boxes, as a combobox (WAI-ARIA 1.2). Without this file the boxes still search.
"use strict";

const WAIT = 120; // milliseconds after the last key

function combobox(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "提示");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }
  let timer = 0;
  let asked = null;
  let active = -1;

  function close() {
    clearTimeout(timer);
    asked?.abort();
    active = -1;
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(found) {
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...found.map((one, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.url = one.url;
      item.dataset.text = one.text;
      const text = document.createElement("span");
      text.textContent = one.text;
      const word = document.createElement("span");
      word.className = "kind";
      word.textContent = one.word;
      item.append(text, word);
      return item;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`/suggest?q=${encodeURIComponent(input.value)}`, { signal: asked.signal });
      if (answer.ok && document.activeElement === input) show(await answer.json());
    } catch {
      // Overtaken by the next key, or the server is gone: the box is still a search box.
    }
  }

  function mark(number) {
    const items = [...list.children];
    items[active]?.setAttribute("aria-selected", "false");
    active = (number + items.length + 1) % (items.length + 1);
    if (active === items.length) {
      active = -1;
      input.removeAttribute("aria-activedescendant");
      return;
    }
    items[active].setAttribute("aria-selected", "true");
    items[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[active].id);
  }

  function choose(item) {
    if (item.dataset.url) {
      location.assign(item.dataset.url);
    } else {
      input.value = item.dataset.text;
      close();
      input.form.requestSubmit();
    }
  }

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isComposing) return;
    if (input.value.trim()) timer = setTimeout(ask, WAIT);
    else close();
  });
  input.addEventListener("compositionend", () => {
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active === -1 ? list.children.length - 1 : active - 1);
    else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the box keeps the focus
    const item = event.target.closest("[role=option]");
    if (item && event.button === 0) choose(item);
  });
  input.addEventListener("blur", close);
}

for (const input of document.querySelectorAll("form.search input[type=search]")) combobox(input);

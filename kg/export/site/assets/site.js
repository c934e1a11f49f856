// Search over names: the index files push [kind, label, page, other names …]; best matches first.
"use strict";
const kgIndex = [];
const MOST = 50;

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// The lower the better: a name that begins so, a word that does, a part of one; null for none of all words.
function rank(names, words) {
  let sum = 0;
  for (const word of words) {
    let best = null;
    for (const name of names) {
      const at = name.indexOf(word);
      if (at < 0) continue;
      const here = at === 0 ? 0 : /[^\p{L}\p{N}]/u.test(name[at - 1]) ? 1 : 2;
      if (best === null || here < best) best = here;
    }
    if (best === null) return null;
    sum += best;
  }
  return sum;
}

function search(entries, text) {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const found = [];
  for (const entry of entries) {
    const here = rank(entry.names, words);
    if (here !== null) found.push([here, entry.names[0].length, entry]);
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return found.map((one) => one[2]);
}

function show(list, found) {
  const items = found.slice(0, MOST).map((entry) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const name = document.createElement("bdi");
    const kind = document.createElement("span");
    name.textContent = entry.label;
    kind.textContent = entry.kind;
    kind.className = "note";
    link.href = entry.page;
    link.append(name);
    item.append(link, " ", kind);
    return item;
  });
  list.replaceChildren(...items);
}

function start() {
  const input = document.getElementById("query");
  const list = document.getElementById("results");
  const told = document.getElementById("found");
  const entries = kgIndex.map(([kind, label, thing, ...others]) => ({
    kind, label, page: `${thing}.html`, names: [label, ...others].map(folded),
  }));
  const update = () => {
    const found = search(entries, input.value);
    show(list, found);
    const more = found.length > MOST ? `, the first ${MOST} shown` : "";
    told.textContent = input.value.trim() ? `${found.length} found${more}` : "";
  };
  document.getElementById("without").hidden = true;
  document.getElementById("search").hidden = false;
  input.addEventListener("input", update);
  input.addEventListener("keydown", (event) => {
    const first = list.querySelector("a");
    if (event.key === "Enter" && first) first.click();
    if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const links = [...list.querySelectorAll("a")];
    const next = links[links.indexOf(document.activeElement) + step];
    (next || input).focus();
  });
  input.focus();
  update();
}

document.addEventListener("DOMContentLoaded", start);

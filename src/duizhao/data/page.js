"use strict";
const main = document.querySelector("main"), search = document.querySelector("input[type=search]");
const count = document.getElementById("count"), none = document.getElementById("none");
const rows = [...main.querySelectorAll("article")], sections = [...main.querySelectorAll("section")];
const homes = new Map(rows.map(row => [row, row.parentElement]));
const controls = [...document.querySelectorAll("[data-filter]")];
const wanted = new Map();
const folded = text => text.normalize("NFKC").toLowerCase();
const texts = new Map();
const textOf = row => texts.get(row) ?? texts.set(row, folded(row.textContent)).get(row);

function refresh() {
  const query = folded(search.value.trim());
  let shown = 0;
  for (const row of rows) {
    const kept = [...wanted].every(([name, value]) => !value || (row.dataset[name] ?? "").split(" ").includes(value))
      && (!query || textOf(row).includes(query));
    row.hidden = !kept;
    if (kept) shown++;
  }
  for (const section of sections) section.hidden = !section.querySelector("article:not([hidden])");
  none.hidden = shown > 0;
  count.textContent = shown === rows.length ? "" : `${shown} of ${rows.length}`;
  underline(query);
}

function underline(query) {
  if (!CSS.highlights) return;
  CSS.highlights.delete("found");
  if (!query) return;
  const found = new Highlight();
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode() && found.size < 5000) {
    const node = walker.currentNode, text = node.data.toLowerCase();
    if (text.length !== node.data.length) continue;
    for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + query.length);
      found.add(range);
    }
  }
  CSS.highlights.set("found", found);
}

function arrange(order) {
  for (const row of rows) homes.get(row).append(row);
  if (order) main.append(...[...rows].sort((a, b) => a.dataset[order] - b.dataset[order]));
}

for (const control of controls) {
  const name = control.dataset.filter;
  if (control.tagName === "SELECT") {
    control.onchange = () => { wanted.set(name, control.value); refresh(); };
    continue;
  }
  const pressed = control.querySelector("[aria-pressed=true]");
  if (name !== "order" && pressed?.value) wanted.set(name, pressed.value);
  control.onclick = event => {
    const button = event.target.closest("button");
    if (!button) return;
    for (const other of control.children) other.setAttribute("aria-pressed", other === button);
    if (name === "order") arrange(button.value); else wanted.set(name, button.value);
    refresh();
  };
}
search.oninput = refresh;
refresh();

function step(by) {
  const visible = [...main.querySelectorAll("article")].filter(row => !row.hidden);
  const at = visible.indexOf(document.activeElement.closest("article"));
  const next = visible[at < 0 ? (by > 0 ? 0 : visible.length - 1) : Math.min(visible.length - 1, Math.max(0, at + by))];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: next.offsetHeight > innerHeight * 0.7 ? "start" : "nearest" });
}

document.onkeydown = event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target === search) { search.value = ""; refresh(); search.blur(); return; }
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  if (event.key === "/") { search.focus(); event.preventDefault(); }
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
};
window.onbeforeprint = () => { for (const details of document.querySelectorAll("details")) details.open = true; };

// The search field and its hits.

let hits = [];
let marked = -1;

function prepareQuery() {
  const words = say(state.picking ? "searchTarget" : "search");
  byId("query").placeholder = words;
  byId("query").setAttribute("aria-label", words);
}

function showHits(found) {
  hits = found;
  marked = found.length ? 0 : -1;
  const query = byId("query").value.trim();
  const list = byId("hits");
  list.replaceChildren(...(found.length || !query ? found.map(hit) : [element("li", { class: "none" }, say("noHits"))]));
  list.hidden = !query;
  byId("query").setAttribute("aria-expanded", String(!list.hidden));
  markHit();
  if (query) announce(say("hitCount", found.length));
}

function hit(node, i) {
  const aside = node < graph.concepts ? (graph.aliases[node] ?? []).join(" · ") : say(kindOf(node));
  return element("li", { role: "option", id: `hit-${i}`, "aria-selected": "false", onmousedown: (event) => {
    event.preventDefault(); // the focus stays in the field until the hit is taken
    takeHit(node);
  } }, swatch(nodeColour(node)), element("span", {}, shortened(nameOf(node), 60)),
  element("span", { class: "aside" }, aside));
}

function markHit() {
  [...byId("hits").children].forEach((item, i) => item.setAttribute("aria-selected", String(i === marked)));
  const item = marked >= 0 ? byId(`hit-${marked}`) : null;
  item?.scrollIntoView({ block: "nearest" });
  if (item) byId("query").setAttribute("aria-activedescendant", item.id);
  else byId("query").removeAttribute("aria-activedescendant");
}

function takeHit(node) {
  byId("query").value = "";
  showHits([]);
  byId("query").blur();
  choose(node);
  byId("title")?.focus({ preventScroll: true });
}

function searchKey(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (steps && hits.length) {
    marked = (marked + steps + hits.length) % hits.length;
    markHit();
  } else if (event.key === "Enter" && marked >= 0) takeHit(hits[marked]);
  else if (event.key === "Escape" && event.target.value) {
    event.target.value = "";
    showHits([]);
  } else if (event.key === "Escape") {
    if (state.picking) goBack();
    canvasFrame().focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

// The other sides: what to learn next, everything in view as a list, and what is shown.

const LISTED = 60;
let listed = LISTED;

// What to learn next

function showLearning() {
  const next = toLearn(10), again = toRepeat(8);
  const known = graph.memory.filter((percent) => percent !== null).length;
  byId("side-learn").replaceChildren(
    element("h2", {}, say("next")),
    element("p", { class: "meta" }, say("known", known, graph.concepts)),
    element("p", {}, next.length ? say("nextHint") : say("allKnown")),
    element("ol", { class: "names" }, next.map((node) => element("li", {}, nameButton(node), needsOf(node)))),
    ...(again.length ? [
      element("h3", {}, say("again")),
      element("ul", { class: "names" }, again.map((node) => element("li", {}, nameButton(node), memoryChip(node)))),
    ] : []),
  );
}

function needsOf(node) {
  const needs = (graph.needs[node] ?? []).slice(0, 4).map((other) => graph.names[other]);
  return needs.length ? element("span", { class: "source" }, say("needs", needs.join("、"))) : null;
}

function markLearning() {
  view.badges = state.side === "learn" && state.view === "map"
    ? new Map(toLearn(10).map((node, i) => [node, i + 1])) : new Map();
}

// A list of what the map shows

function showList() {
  const inView = state.view === "map" ? [...everything(), ...view.nodes.filter((n) => n >= graph.concepts)] : view.nodes;
  const rest = inView.length - listed;
  byId("side-list").replaceChildren(
    element("h2", {}, say(state.view === "map" ? "all" : "inView"),
      element("span", { class: "count" }, String(inView.length))),
    element("ol", { class: "names" }, inView.slice(0, listed).map(listItem)),
    ...(rest > 0 ? [button(say("listMore", Math.min(rest, LISTED)), () => {
      listed += LISTED;
      showList();
    }, { class: "link" })] : []),
  );
}

function listItem(node) {
  const current = node === state.at;
  const line = nameButton(node);
  if (current) line.setAttribute("aria-current", "true");
  return element("li", {}, line, element("span", { class: "source" }, summary(node)));
}

function summary(node) {
  if (node >= graph.concepts) return say(kindOf(node));
  let facts = 0, stated = 0;
  for (const edge of edgesOf(node)) {
    if (graph.types[graph.type[edge]] === "about") facts += 1;
    else if (graph.stated[graph.type[edge]]) stated += 1;
  }
  const words = say("counts", facts, stated);
  return state.colour === "memory" ? `${words} · ${memoryWords(node)}` : words;
}

function memoryWords(node) {
  const percent = graph.memory[node];
  return percent === null ? say("notStudied") : say("remembered", percent);
}

// Filters. Built once, so that the focus stays where it is; the marks follow the state.

function buildFilters() {
  const counts = new Map();
  for (const type of graph.type) counts.set(type, (counts.get(type) ?? 0) + 1);
  const types = graph.types.map((name, code) => [name, code]).filter(
    ([, code]) => counts.has(code) && (graph.stated[code] || graph.families[code] === "weak"));
  const notes = graph.paths.map((_, note) => [note, graph.names[graph.firstNote + note]]);
  byId("side-filter").replaceChildren(
    button(say("reset"), resetFilters, { class: "link", id: "reset" }),
    choices("colour", say("colourBy"), COLOURINGS.map((name) => [name, say(colouringWords(name))]),
      (name) => state.colour === name, (name) => change({ colour: name }), "radio"),
    choices("kinds", say("kinds"), graph.kinds.map((kind) => [kind, say(`${kind}s`)]),
      (kind) => state.kinds.has(kind), (kind, on) => change({ kinds: withMember(state.kinds, kind, on) })),
    choices("types", say("relations"), types.map(([name, code]) => [name, relationWords(name), counts.get(code),
      swatch(colours.family[graph.families[code]], "stroke")]),
    (name) => !state.hidden.has(name), (name, on) => change({ hidden: withMember(state.hidden, name, !on) })),
    choices("notes", say("notes"), notes, (note) => state.notes.has(note),
      (note, on) => change({ notes: withMember(state.notes, note, on) })),
    choices("tags", say("tags"), graph.tags.map((tag, i) => [i, `#${tag}`]), (tag) => state.tags.has(tag),
      (tag, on) => change({ tags: withMember(state.tags, tag, on) })),
    choices("groups", say("groups"), graph.groupNames.slice(0, 40).map((name, group) =>
      [group, name, graph.groupSizes[group], swatch(groupColour(group))]), (group) => state.groups.has(group),
    (group, on) => change({ groups: withMember(state.groups, group, on) })),
  );
}

function colouringWords(name) {
  return { group: "byGroup", kind: "byKind", memory: "byMemory" }[name];
}

let marks = [];

function choices(name, title, rows, isOn, set, type = "checkbox") {
  if (!rows.length) return null;
  return element("fieldset", {}, element("legend", {}, title), rows.map(([value, words, count, mark]) => {
    const box = element("input", { type, name, value, onchange: () => set(value, box.checked) });
    marks.push(() => (box.checked = isOn(value)));
    return element("label", {}, box, mark ?? null, element("span", {}, words),
      count ? element("span", { class: "count" }, String(count)) : null);
  }));
}

function withMember(set, member, on) {
  const changed = new Set(set);
  if (on) changed.add(member);
  else changed.delete(member);
  return changed;
}

function resetFilters() {
  change({
    kinds: new Set(["concept"]), hidden: new Set(["occurs_with"]), notes: new Set(), tags: new Set(), groups: new Set(),
  });
}

function markFilters() {
  marks.forEach((mark) => mark());
  const count = state.notes.size + state.tags.size + state.groups.size
    + [...state.hidden].filter((type) => type !== "occurs_with").length;
  byId("tab-filter").textContent = count ? say("filtersOn", count) : say("tabFilter");
  byId("reset").disabled = !count && state.kinds.size === 1 && state.kinds.has("concept")
    && state.hidden.has("occurs_with");
}

function showLegend() {
  const line = (words, mark, count) => element("li", {}, mark, element("span", {}, shortened(words, 20)),
    count ? element("span", { class: "count" }, String(count)) : null);
  const families = [...view.families.keys()].sort((a, b) => familyOrder(a) - familyOrder(b));
  byId("legend").replaceChildren(...legend().map(([colour, words, count]) => line(words, swatch(colour), count)));
  byId("strokes").replaceChildren(...families.map((family) =>
    line(say(`${family}Family`), swatch(colours.family[family], "stroke"))));
}

function familyOrder(family) {
  return Object.keys(colours.family).indexOf(family);
}

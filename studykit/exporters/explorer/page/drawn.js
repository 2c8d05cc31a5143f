// What is drawn: of all that the filters let through, the most important, and what is asked for.

const GROUPS_FROM = 3000; // concepts: above, the whole map shows groups
const DETAIL = 2; // times the scale of the whole map: from here on a large graph shows concepts
const MOST_GROUPS = 60; // the largest; the concepts of the others are dots
const MOST_TIES = 80; // between groups: the strongest

let allowed = null; // by concept, whether the filters let it through
let allowedKey = "";

function isAllowed(node) {
  return node >= graph.concepts || allowed[node] === 1;
}

function isShown(edge) {
  const { from, to } = graph;
  return !state.hidden.has(graph.types[graph.type[edge]])
    && state.kinds.has(kindOf(from[edge])) && state.kinds.has(kindOf(to[edge]));
}

function applyFilters() {
  const key = [state.notes, state.tags, state.groups].map((set) => [...set].join()).join(";");
  if (allowed && key === allowedKey) return;
  allowedKey = key;
  allowed = new Uint8Array(graph.concepts);
  for (let node = 0; node < graph.concepts; node++) allowed[node] = passes(node) ? 1 : 0;
}

function passes(node) {
  if (state.groups.size && !state.groups.has(graph.group[node])) return false;
  if (state.tags.size && !(graph.tagged[node] ?? []).some((tag) => state.tags.has(tag))) return false;
  return !state.notes.size || notesOf(node).some((note) => state.notes.has(note));
}

function notesOf(node) {
  const notes = [];
  for (const edge of edgesOf(node)) {
    const other = otherEnd(edge, node);
    if (kindOf(other) === "note") notes.push(other - graph.firstNote);
  }
  return notes;
}

function nodesToShow() {
  if (state.view === "local") return [...nearby(state.at, state.depth).keys()];
  if (state.view === "path") return pathNodes();
  const shown = new Set(pinned());
  addAllowed(shown, state.many, () => true);
  if (view.scale > fitScale * 1.05) addAllowed(shown, state.many, isInView);
  if (state.kinds.size > 1) addOtherKinds(shown);
  return [...shown].sort((a, b) => a - b);
}

function addAllowed(shown, many, condition) {
  if (!state.kinds.has("concept")) return;
  for (let node = 0, count = 0; node < graph.concepts && count < many && shown.size < LARGEST; node++) {
    if (allowed[node] && condition(node)) {
      shown.add(node);
      count += 1;
    }
  }
}

function isInView(node) {
  const [x, y] = onScreen(graph.x[node], graph.y[node]);
  return x > 0 && y > 0 && x < view.width && y < view.height;
}

function addOtherKinds(shown) {
  if (!state.kinds.has("concept")) {
    for (let node = graph.concepts; node < graph.size && shown.size < LARGEST; node++) {
      if (state.kinds.has(kindOf(node))) shown.add(node);
    }
  }
  for (const node of [...shown]) {
    for (const edge of edgesOf(node)) {
      const other = otherEnd(edge, node);
      if (other >= graph.concepts && state.kinds.has(kindOf(other)) && shown.size < LARGEST) shown.add(other);
    }
  }
}

// What is always drawn: what is chosen with its neighbours, and what is to be learnt next.
function pinned() {
  const nodes = [...view.badges.keys()];
  if (state.at < 0) return nodes;
  nodes.push(state.at);
  for (const edge of sortedEdges(state.at).slice(0, 200)) {
    const other = otherEnd(edge, state.at);
    if (isAllowed(other)) nodes.push(other);
  }
  return nodes;
}

function isGrouped() {
  return state.view === "map" && graph.concepts > GROUPS_FROM && state.at < 0 && !filtered()
    && state.side !== "learn" && state.kinds.has("concept") && view.scale < fitScale * DETAIL;
}

function showNodes() {
  view.groups = isGrouped() ? graph.groupPlaces.map((_, group) => group).slice(0, MOST_GROUPS) : [];
  view.nodes = view.groups.length ? [] : nodesToShow();
  view.drawn = new Set(view.nodes);
  view.edges = edgesBetween();
  view.families = new Map();
  for (const edge of view.edges) {
    const family = graph.families[graph.type[edge]];
    if (!view.families.has(family)) view.families.set(family, []);
    view.families.get(family).push(edge);
  }
  view.dots = state.view === "map" ? dots() : [];
  placeNodes();
  putOnCanvas();
  tellShown();
}

function edgesBetween() {
  if (state.view === "path") return state.way ?? [];
  const edges = [];
  for (const node of view.nodes) {
    for (const edge of edgesOf(node)) {
      if (graph.from[edge] === node && view.drawn.has(graph.to[edge]) && isShown(edge)) edges.push(edge);
    }
  }
  return edges;
}

function dots() {
  const nodes = [];
  if (!state.kinds.has("concept")) return nodes;
  for (let node = 0; node < graph.concepts; node++) {
    if (allowed[node] && !view.drawn.has(node)) nodes.push(node);
  }
  return nodes;
}

function placeNodes() {
  view.x = Float32Array.from(graph.x);
  view.y = Float32Array.from(graph.y);
  if (state.view === "map") return;
  const places = state.view === "local"
    ? ringPlaces(nearby(state.at, state.depth), stage.clientWidth > stage.clientHeight ? 1.35 : 1)
    : linePlaces(view.nodes, stage.clientWidth - 140);
  for (const [node, [x, y]] of places) {
    view.x[node] = x;
    view.y[node] = y;
  }
}

function putOnCanvas() {
  const wanted = new Map();
  for (const node of view.nodes) wanted.set(node, { id: node, x: view.x[node], y: view.y[node] });
  for (const group of view.groups) wanted.set(`g${group}`, { id: `g${group}`, ...graph.groupPlaces[group] });
  nodesOnCanvas.remove(nodesOnCanvas.getIds().filter((id) => !wanted.has(id)));
  const changed = [...wanted.values()].filter(({ id, x, y }) => {
    const there = nodesOnCanvas.get(id);
    return !there || there.x !== x || there.y !== y;
  });
  if (changed.length) nodesOnCanvas.update(changed);
}

function tellShown() {
  const count = view.nodes.filter((node) => node < graph.concepts).length;
  const line = document.getElementById("shown");
  const text = view.groups.length
    ? say("shownGroups", view.groups.length, graph.groupNames.length, graph.concepts) : say("shown", count, graph.concepts);
  const more = state.view === "map" && !view.groups.length && view.dots.length && state.many < LARGEST;
  line.replaceChildren(text, ...(more ? [" ", moreButton()] : []));
}

function moreButton() {
  const many = Math.min(LARGEST, state.many * 2);
  return element("button", { type: "button", onclick: () => change({ many }) }, say("showMore"));
}

// The middle of each group, and how many relations tie two of them.
function placeGroups() {
  const sums = graph.groupNames.map(() => ({ x: 0, y: 0 }));
  for (let node = 0; node < graph.concepts; node++) {
    sums[graph.group[node]].x += graph.x[node];
    sums[graph.group[node]].y += graph.y[node];
  }
  graph.groupPlaces = sums.map(({ x, y }, g) => ({ x: x / graph.groupSizes[g], y: y / graph.groupSizes[g] }));
  graph.groupEdges = strongestTies();
}

function strongestTies() {
  const counts = new Map();
  for (let edge = 0; edge < graph.from.length; edge++) {
    const one = graph.group[graph.from[edge]], other = graph.group[graph.to[edge]];
    if (!graph.stated[graph.type[edge]] || one === other || Math.max(one, other) >= MOST_GROUPS) continue;
    const key = Math.min(one, other) * MOST_GROUPS + Math.max(one, other);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_TIES)
    .map(([key, count]) => ({ one: Math.floor(key / MOST_GROUPS), other: key % MOST_GROUPS, count }));
}

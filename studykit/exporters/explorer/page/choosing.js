// What is looked at changes here and nowhere else: a node is chosen, a path, a local map, the way back.

// Changes what is looked at, and shows it. `step`: the browser's back button undoes it.
function change(changes, { step = false } = {}) {
  const before = { view: state.view, at: state.at, filters: filterKey() };
  Object.assign(state, changes);
  if (state.view === "local" && state.at < 0) state.view = "map";
  state.way = state.view === "path" ? way(...state.path) : null;
  writeAddress(step);
  show(before);
}

function filterKey() {
  return [state.notes, state.tags, state.groups].map((set) => [...set].join()).join(";");
}

function show(before = {}) {
  applyFilters();
  markLearning();
  showNodes();
  showSides();
  const moved = state.view !== before.view || (state.view === "local" && state.at !== before.at);
  if (moved && state.view === "map" && state.camera && before.view) moveTo(cameraOf(state.camera), false);
  else if (moved || (filterKey() !== before.filters && state.view === "map")) frame(Boolean(before.view));
  if (state.view === "map" && state.at >= 0 && state.at !== before.at) frameChosen();
  reserve();
  network.redraw();
}

function startingCamera() {
  readCamera();
  return state.camera ? cameraOf(state.camera) : closeUp();
}

function cameraOf([x, y, scale]) {
  return { position: { x, y }, scale };
}

function showSides() {
  for (const name of SIDES) {
    const tab = byId(`tab-${name}`), on = name === state.side;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    byId(`side-${name}`).hidden = !on;
  }
  ({ concept: showConcept, learn: showLearning, list: showList, filter: () => {} })[state.side]();
  markFilters();
  showLegend();
  showMode();
}

// A node was chosen: on the map, in a list, by search.
function choose(node) {
  if (state.picking) return finishPath(node);
  const local = state.view === "local" && node < graph.concepts;
  const leaves = state.view === "path" && !view.drawn.has(node);
  change({ at: node, side: "concept", ...(leaves ? { view: "map" } : {}) }, { step: state.at !== node || local });
  byId("side-concept").scrollTop = 0;
  openSheet(true);
  announce(say("selected", nameOf(node), summary(node)));
}

// The bar over the map: what a local map or a path is about, and the way out

function showMode() {
  const bar = byId("mode");
  bar.hidden = state.view === "map" && !state.picking;
  if (state.picking) bar.replaceChildren(element("span", {}, say("picking", nameOf(state.at))), leaving());
  else if (state.view === "local") {
    bar.replaceChildren(element("span", {}, say("localOf", shortened(nameOf(state.at), 20))), depths(), leaving());
  } else if (state.view === "path") {
    const [from, to] = state.path.map((node) => shortened(nameOf(node), 16));
    bar.replaceChildren(element("span", {}, say("pathOf", from, to)), leaving());
  }
}

function depths() {
  return element("span", { class: "depths", role: "group", "aria-label": say("depth", "1–4") },
    [1, 2, 3, 4].map((depth) => button(String(depth), () => setDepth(depth),
      { "aria-pressed": String(depth === state.depth), "aria-label": say("depth", depth) })));
}

function setDepth(depth) {
  change({ depth, view: "local" });
  frame();
}

function leaving() {
  return button("×", goBack, { class: "leave", "aria-label": say("leave") });
}

// One step back: from choosing a path, from a path or local map, from a concept
function goBack() {
  if (state.picking) {
    change({ picking: false });
    prepareQuery();
  } else if (state.view === "path" && state.at >= 0) change({ at: -1 });
  else if (state.view !== "map") change({ view: "map", path: [] }, { step: true });
  else if (state.at >= 0) change({ at: -1 });
  else frame();
}

function pickPath(from) {
  change({ at: from, picking: true });
  prepareQuery();
  byId("query").focus();
}

function finishPath(to) {
  const path = [state.at, to];
  const good = to < graph.concepts && to !== state.at;
  change({ picking: false, ...(good ? { view: "path", path, at: -1, side: "concept" } : {}) }, { step: good });
  prepareQuery();
  openSheet(true);
}

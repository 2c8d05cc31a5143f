// How it all starts: the page listens, unpacks the graph, draws, and then reads the texts.

// The panel is a sheet on a narrow page.

function openSheet(open) {
  document.body.classList.toggle("sheet-open", open);
  byId("sheet").setAttribute("aria-expanded", String(open));
  byId("sheet").setAttribute("aria-label", say(open ? "sheetClose" : "sheetOpen"));
}

function tabKey(event) {
  const steps = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!steps) return;
  const next = SIDES[(SIDES.indexOf(state.side) + steps + SIDES.length) % SIDES.length];
  showSide(next);
  event.preventDefault();
}

// The menu

function openMenu(open) {
  byId("actions").hidden = !open;
  byId("more").setAttribute("aria-expanded", String(open));
}

const ACTIONS = {
  png: savePng, svg: saveSvg, print: () => window.print(), help: showKeys,
  in: () => zoomBy(1.4), out: () => zoomBy(1 / 1.4), fit: () => frame(),
};

function listen() {
  byId("home").addEventListener("click", () => {
    change({ at: -1, view: "map", path: [], picking: false, camera: null, side: "concept" }, { step: true });
    frame();
  });
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address is for views
    byId("panel").focus();
  });
  byId("query").addEventListener("input", (event) => showHits(find(event.target.value)));
  byId("query").addEventListener("keydown", searchKey);
  byId("query").addEventListener("blur", () => {
    byId("hits").hidden = true;
    byId("query").setAttribute("aria-expanded", "false");
  });
  byId("query").addEventListener("focus", (event) => event.target.value && showHits(find(event.target.value)));
  for (const side of SIDES) byId(`tab-${side}`).addEventListener("click", () => showSide(side));
  byId("tabs").addEventListener("keydown", tabKey);
  byId("sheet").addEventListener("click", () => openSheet(!document.body.classList.contains("sheet-open")));
  byId("more").addEventListener("click", () => openMenu(byId("actions").hidden));
  document.addEventListener("click", ({ target }) => target.closest(".menu") || openMenu(false));
  for (const doing of document.querySelectorAll("[data-do]")) {
    doing.addEventListener("click", () => {
      openMenu(false);
      ACTIONS[doing.dataset.do]();
    });
  }
  document.addEventListener("keydown", pressed);
  window.addEventListener("hashchange", () => {
    if (!readAddress()) return;
    state.way = state.view === "path" ? way(...state.path) : null;
    show({ view: state.view === "map" && state.camera ? "" : state.view });
    if (state.view === "map" && state.camera) moveTo(cameraOf(state.camera), false);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readColours();
    showSides();
    network.redraw();
  });
}

function labelControls() {
  document.documentElement.lang = CHINESE ? "zh" : "en";
  for (const labelled of document.querySelectorAll("[data-say]")) labelled.textContent = say(labelled.dataset.say);
  const labels = { hits: "hits", more: "menu", panel: "panel", tabs: "tabs" };
  for (const [id, words] of Object.entries(labels)) byId(id).setAttribute("aria-label", say(words));
  byId("home").title = say("home");
  for (const [doing, words] of [["in", "zoomIn"], ["out", "zoomOut"], ["fit", "fit"]]) {
    const zoom = document.querySelector(`[data-do=${doing}]`);
    zoom.setAttribute("aria-label", say(words));
    zoom.title = say(words);
  }
  prepareQuery();
}

// The texts stand below the program, so that the map is drawn while they are still being read.
function parsed() {
  if (document.readyState !== "loading") return null;
  return new Promise((done) => document.addEventListener("DOMContentLoaded", done));
}

async function start() {
  labelControls();
  byId("wait").textContent = say("loading");
  if (!("DecompressionStream" in window)) throw new Error(say("tooOld"));
  const [library, columns] = await Promise.all([unpacked("library"), unpacked("graph")]);
  document.head.append(element("script", {}, library)); // runs at once; its hash is in the page's policy
  readColours();
  readGraph(JSON.parse(columns));
  placeGroups();
  view.x = graph.x;
  view.y = graph.y;
  startNetwork(JSON.parse(packed("first")));
  Object.entries({ tabindex: 0, role: "application", "aria-label": say("graph") }).forEach(([name, value]) =>
    canvasFrame().setAttribute(name, value));
  applyFilters();
  fitScale = framing(everything().length ? everything() : [0]).scale;
  fromAddress(location.hash.slice(1));
  written = toAddress();
  state.way = state.view === "path" ? way(...state.path) : null;
  buildFilters();
  openSheet(state.at >= 0 || state.view === "path");
  show();
  if (state.view === "map" && (state.camera || state.at >= 0)) moveTo(startingCamera(), false);
  listen();
  byId("wait").remove();
  await parsed();
  readTexts(JSON.parse(await unpacked("texts")));
  showNodes();
  showSides();
  network.redraw();
  document.documentElement.dataset.ready = "";
}

start().catch((error) => {
  byId("wait").textContent = say("broken", error.message);
  throw error;
});

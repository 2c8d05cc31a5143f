// The camera: what it sees, where it goes, and what follows when it comes to rest.

const READABLE = 0.9; // a scale at which neighbours stand well apart
const still = matchMedia("(prefers-reduced-motion: reduce)");
let fitScale = 1; // at which the whole map is seen

function readCamera() {
  const { x, y } = network.getViewPosition();
  view.scale = network.getScale();
  view.width = stage.clientWidth;
  view.height = stage.clientHeight; // the canvas fills the stage
  view.left = x - view.width / view.scale / 2;
  view.top = y - view.height / view.scale / 2;
}

let settling = 0;

// When the camera rests, what is drawn fits what is seen, and the address says where that is.
function settleSoon() {
  view.moving = true;
  clearTimeout(settling);
  settling = setTimeout(settle, 140);
}

function settle() {
  view.moving = false;
  readCamera();
  reserve();
  if (state.view === "map") {
    const { x, y } = network.getViewPosition();
    state.camera = [Math.round(x), Math.round(y), Number(view.scale.toPrecision(4))];
    writeAddress(false);
    showNodes();
  }
  network.redraw();
}

// Where the legend, the buttons and the bar over the map stand.
function reserve() {
  const { left, top } = stage.getBoundingClientRect();
  view.reserved = [...stage.querySelectorAll(".corner, .zoom, #mode")]
    .map((part) => part.getBoundingClientRect())
    .filter((box) => box.width)
    .map((box) => [box.left - left, box.top - top, box.right - left, box.bottom - top]);
}

function bounds(nodes) {
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
  for (const node of nodes) {
    left = Math.min(left, view.x[node]);
    right = Math.max(right, view.x[node]);
    top = Math.min(top, view.y[node]);
    bottom = Math.max(bottom, view.y[node]);
  }
  if (state.view !== "local") return { left, right, top, bottom };
  const x = Math.max(-left, right), y = Math.max(-top, bottom); // what it is about stays in the middle
  return { left: -x, right: x, top: -y, bottom: y };
}

// Where the camera sees all of `nodes`, with room for their names, for the bar above and the legend below.
function framing(nodes, largest = 1.5) {
  const { left, right, top, bottom } = bounds(nodes);
  const below = Math.max(34 + document.querySelector(".corner").offsetHeight, state.view === "local" ? 66 : 0);
  const above = { map: 30, local: below, path: 66 }[state.view];
  const width = stage.clientWidth - 120, height = stage.clientHeight - above - below;
  const fitting = Math.min(largest, width / (right - left || 1), height / (bottom - top || 1));
  const scale = Math.max(fitting, 0.005);
  return { position: { x: (left + right) / 2, y: (top + bottom) / 2 + (below - above) / 2 / scale }, scale };
}

function moveTo(camera, animated = true) {
  const animation = animated && !still.matches && { duration: 350, easingFunction: "easeInOutQuad" };
  network.moveTo({ ...camera, animation });
  if (!animation) settleSoon();
}

function everything() {
  return Array.from({ length: graph.concepts }, (_, node) => node).filter((node) => allowed[node]);
}

function frame(animated = true) {
  const nodes = state.view === "map" ? everything() : view.nodes;
  if (nodes.length) moveTo(framing(nodes), animated);
}

function frameChosen() {
  const [x, y] = onScreen(view.x[state.at], view.y[state.at]);
  const margin = 60;
  const seen = x > margin && y > margin && x < view.width - margin && y < view.height - margin;
  if (!seen || view.scale < READABLE * 0.9) moveTo(closeUp());
}

function closeUp() {
  return { position: { x: view.x[state.at], y: view.y[state.at] }, scale: Math.max(view.scale, READABLE) };
}

function showGroup(group) {
  const members = everything().filter((node) => graph.group[node] === group);
  const middle = (values) => values.sort((a, b) => a - b).slice(values.length * 0.05, values.length * 0.95 + 1);
  const xs = middle(members.map((node) => graph.x[node])), ys = middle(members.map((node) => graph.y[node]));
  const scale = Math.min(view.width / (xs.at(-1) - xs[0] || 1), view.height / (ys.at(-1) - ys[0] || 1), 1.2);
  moveTo({
    position: { x: (xs[0] + xs.at(-1)) / 2, y: (ys[0] + ys.at(-1)) / 2 },
    scale: Math.max(scale, fitScale * DETAIL * 1.05),
  });
}

// As far as the wheel was turned, around the pointer; vis-network zooms one step for whatever a wheel says.
function zoomAt(event) {
  if (!event.target.closest("#network")) return;
  event.preventDefault();
  event.stopPropagation();
  const turned = event.deltaY * (event.deltaMode === 1 ? 30 : 1);
  const old = network.getScale(), scale = Math.min(8, Math.max(0.005, old * Math.exp(-turned / 600)));
  const { x, y } = network.DOMtoCanvas({ x: event.offsetX, y: event.offsetY });
  const middle = network.getViewPosition(), kept = old / scale;
  network.moveTo({ position: { x: x + (middle.x - x) * kept, y: y + (middle.y - y) * kept }, scale });
  settleSoon();
}

function zoomBy(factor) {
  moveTo({ position: network.getViewPosition(), scale: network.getScale() * factor });
}

// The canvas: vis-network moves the camera, finds what is under the pointer and calls our painters.

let network = null;
let nodesOnCanvas = null;
const stage = document.getElementById("stage");

function startNetwork(first) {
  nodesOnCanvas = new vis.DataSet(first.nodes);
  const options = JSON.parse(first.options);
  options.nodes.ctxRenderer = ({ ctx, id }) => {
    if (typeof id === "string") {
      const across = (2 * groupRadius(Number(id.slice(1)))) / view.scale;
      return { nodeDimensions: { width: across, height: across } };
    }
    paintNode(ctx, id);
    const across = (2 * Math.max(9, radius(id) + 2)) / view.scale;
    return { nodeDimensions: { width: across, height: across } };
  };
  network = new vis.Network(
    document.getElementById("network"), { nodes: nodesOnCanvas, edges: new vis.DataSet([]) }, options);
  network.on("beforeDrawing", (pen) => {
    readCamera();
    view.near = inFocus();
    paintBelow(pen);
  });
  network.on("afterDrawing", paintAbove);
  network.on("click", ({ nodes }) => (nodes.length ? chosen(nodes[0]) : released()));
  network.on("doubleClick", ({ nodes }) => {
    if (typeof nodes[0] === "number") change({ at: nodes[0], view: "local" }, { step: true });
  });
  network.on("hoverNode", ({ node }) => hover(typeof node === "number" ? node : -1));
  network.on("blurNode", () => hover(-1));
  network.on("dragStart", () => (view.moving = true));
  network.on("dragging", ({ nodes }) => nodes.forEach(followDrag));
  stage.addEventListener("wheel", zoomAt, { capture: true, passive: false });
  for (const event of ["zoom", "dragEnd", "animationFinished"]) network.on(event, settleSoon);
  network.on("resize", () => {
    settleSoon();
    if (state.view !== "map") requestAnimationFrame(() => frame(false)); // after vis-network's own adjustment
  });
}

function hover(node) {
  view.hover = node;
  stage.classList.toggle("pointing", node >= 0);
  network.redraw();
}

function chosen(id) {
  if (typeof id === "string") showGroup(Number(id.slice(1)));
  else choose(id);
}

function released() {
  network.unselectAll();
  if (state.view === "map" && state.at >= 0) change({ at: -1 });
}

// A dragged node stays where it was put, until the page is closed.
function followDrag(id) {
  if (typeof id !== "number") return;
  const { x, y } = network.getPosition(id);
  for (const places of state.view === "map" ? [view, graph] : [view]) {
    places.x[id] = x;
    places.y[id] = y;
  }
}

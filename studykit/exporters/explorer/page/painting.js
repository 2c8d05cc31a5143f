// How the view is drawn, on the canvas or, for a file, on any pen that draws as a canvas does.
// All painters draw in the coordinates of the map; sizes are in pixels of the screen, hence `/ view.scale`.

const FONT = '-apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", '
  + '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif';
const FLUENT = 1000; // edges, or nodes with a rim, that can be drawn sixty times a second
const FLUENT_DOTS = 12_000;
const FEW_EDGES = 40; // of a local map: all are drawn with their words

// The camera and what is drawn now; `network.js` keeps it.
const view = {
  scale: 1, left: 0, top: 0, width: 1, height: 1, // the part of the map that is seen; sizes in pixels
  nodes: [], // drawn, the important first
  drawn: new Set(),
  edges: [], // between them
  families: new Map(), // the same by family
  groups: [], // drawn in the place of nodes in a large graph
  dots: [], // concepts that are not drawn
  x: null, y: null, // where each node stands in this view
  hover: -1,
  moving: false, // the camera: until it rests, what would make it stutter is left out
  near: null, // what is in focus; the rest is dimmed
  reserved: [], // rectangles on the screen that labels keep out of
  badges: new Map(), // node -> its number in the order to learn
};

function radius(node) {
  const size = node < graph.concepts ? 4.5 + 0.95 * Math.sqrt(graph.weight[node]) : 5;
  return size * Math.min(1.35, Math.max(0.42, Math.sqrt(view.scale)));
}

// Large groups are large, and all of them fill about a third of the map.
function groupRadius(group) {
  const largest = 0.32 * Math.sqrt((view.width * view.height) / view.groups.length);
  return 10 + (Math.min(70, largest) - 10) * Math.sqrt(graph.groupSizes[group] / graph.groupSizes[0]);
}

function focused() {
  return view.hover >= 0 ? view.hover : state.at;
}

// The node under the pointer or, on the map, the chosen one, with its neighbours; else what to learn next, if asked.
function inFocus() {
  const node = view.hover >= 0 || state.view === "map" ? focused() : -1;
  if (node < 0 || !view.drawn.has(node)) return view.badges.size ? new Set(view.badges.keys()) : null;
  const near = new Set([node]);
  for (const edge of view.edges) {
    if (graph.from[edge] === node) near.add(graph.to[edge]);
    else if (graph.to[edge] === node) near.add(graph.from[edge]);
  }
  return near;
}

function paintBelow(pen) {
  paintDots(pen);
  const shown = arrows();
  if (shown.length < view.edges.length) paintEdges(pen);
  for (const arrow of shown) paintArrow(pen, arrow);
}

function paintAbove(pen) {
  if (view.groups.length) paintGroupEdges(pen);
  for (const group of view.groups) paintGroup(pen, group);
  paintLabels(pen);
}

// Below the nodes

function paintDots(pen) {
  const size = 2.2 / view.scale;
  const right = view.left + view.width / view.scale, bottom = view.top + view.height / view.scale;
  pen.fillStyle = colours.dot;
  const every = view.moving ? Math.ceil(view.dots.length / FLUENT_DOTS) : 1;
  for (let i = 0; i < view.dots.length; i += every) {
    const x = graph.x[view.dots[i]], y = graph.y[view.dots[i]];
    if (x > view.left && x < right && y > view.top && y < bottom) pen.fillRect(x, y, size, size);
  }
}

function paintEdges(pen) {
  pen.globalAlpha = view.near ? 0.2 : view.edges.length > 800 ? 0.35 : 0.6;
  pen.lineWidth = 1.1 / view.scale;
  const share = view.moving ? Math.min(1, FLUENT / view.edges.length) : 1;
  for (const [family, edges] of view.families) {
    pen.strokeStyle = colours.family[family];
    pen.beginPath();
    for (const edge of edges.slice(0, Math.ceil(edges.length * share))) {
      pen.moveTo(view.x[graph.from[edge]], view.y[graph.from[edge]]);
      pen.lineTo(view.x[graph.to[edge]], view.y[graph.to[edge]]);
    }
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

// The edges that are drawn with their direction and their words: those of the focus, or all of a path or of a small map.
function emphasised() {
  const few = state.view === "path" || (state.view === "local" && view.edges.length <= FEW_EDGES);
  if (few && view.hover < 0) return view.edges;
  const node = focused();
  return view.drawn.has(node) ? view.edges.filter((edge) => graph.from[edge] === node || graph.to[edge] === node) : [];
}

const MUTUAL = ["contrasts_with", "occurs_with", "alias_of"];

// Emphasised edges in pixels of the screen; those between the same two nodes run side by side.
function arrows() {
  const pairs = grouped(emphasised(), (edge) => Math.min(graph.from[edge], graph.to[edge]) * graph.size
    + Math.max(graph.from[edge], graph.to[edge]));
  return [...pairs.values()].flatMap((edges) => edges.map((edge, i) => arrow(edge, i, edges.length)));
}

function arrow(edge, i, count) {
  const from = graph.from[edge], to = graph.to[edge], type = graph.types[graph.type[edge]];
  const [fromX, fromY] = onScreen(view.x[from], view.y[from]);
  const [toX, toY] = onScreen(view.x[to], view.y[to]);
  const length = Math.hypot(toX - fromX, toY - fromY) || 1;
  const ux = (toX - fromX) / length, uy = (toY - fromY) / length;
  const aside = (from < to ? 1 : -1) * (i - (count - 1) / 2) * 8;
  const begin = radius(from) + 2, end = length - radius(to) - 3;
  const along = (distance) => [fromX + ux * distance - uy * aside, fromY + uy * distance + ux * aside];
  return {
    along, ux, uy, begin, end, headed: !MUTUAL.includes(type), words: relationWords(type),
    strong: from === focused() || to === focused() || state.view === "path",
    colour: colours.family[graph.families[graph.type[edge]]],
    share: count === 1 ? 0.5 : 0.3 + (0.4 * i) / (count - 1),
  };
}

function paintArrow(pen, { along, ux, uy, begin, end, headed, strong, colour }) {
  const head = !headed ? 0 : strong ? 8 : 6;
  if (end - begin < head) return;
  pen.save();
  toScreen(pen);
  pen.strokeStyle = pen.fillStyle = colour;
  pen.lineWidth = strong ? 2 : 1.2;
  pen.beginPath();
  pen.moveTo(...along(begin));
  pen.lineTo(...along(end - head));
  pen.stroke();
  if (headed) {
    const [x, y] = along(end), [backX, backY] = along(end - head);
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(backX - uy * head * 0.45, backY + ux * head * 0.45);
    pen.lineTo(backX + uy * head * 0.45, backY - ux * head * 0.45);
    pen.closePath();
    pen.fill();
  }
  pen.restore();
}

// Nodes: concepts are round, notes square, links lozenges, facts small squares

function paintNode(pen, node) {
  const x = view.x[node], y = view.y[node], pixel = 1 / view.scale, r = radius(node) * pixel;
  pen.globalAlpha = view.near && !view.near.has(node) ? 0.25 : 1;
  if (!view.moving || view.nodes.length < FLUENT) {
    outline(pen, node, x, y, r + 1.5 * pixel);
    pen.fillStyle = colours.paper;
    pen.fill();
  }
  outline(pen, node, x, y, r);
  if (state.colour === "memory" && node < graph.concepts) paintMemory(pen, node, x, y, r);
  else {
    pen.fillStyle = nodeColour(node);
    pen.fill();
  }
  if (node === state.at || node === view.hover || view.badges.has(node)) {
    pen.globalAlpha = 1;
    pen.beginPath();
    pen.arc(x, y, r + 4 * pixel, 0, 2 * Math.PI);
    pen.lineWidth = 2 * pixel;
    pen.strokeStyle = colours.accent;
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

function outline(pen, node, x, y, r) {
  pen.beginPath();
  if (node < graph.concepts) pen.arc(x, y, r, 0, 2 * Math.PI);
  else if (node < graph.firstResource || node >= graph.firstCard) pen.rect(x - r, y - r, 2 * r, 2 * r);
  else {
    pen.moveTo(x, y - 1.3 * r);
    pen.lineTo(x + 1.3 * r, y);
    pen.lineTo(x, y + 1.3 * r);
    pen.lineTo(x - 1.3 * r, y);
    pen.closePath();
  }
}

// As a clock: what is remembered is filled in; what has not been studied is a ring. So it does not need the colour.
function paintMemory(pen, node, x, y, r) {
  const percent = graph.memory[node];
  pen.strokeStyle = pen.fillStyle = memoryColour(percent);
  pen.lineWidth = 1.5 / view.scale;
  pen.stroke();
  if (percent === null) return;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.arc(x, y, r, -Math.PI / 2, -Math.PI / 2 + (2 * Math.PI * percent) / 100);
  pen.closePath();
  pen.fill();
}

function paintGroupEdges(pen) {
  pen.strokeStyle = colours.other;
  pen.globalAlpha = 0.35;
  for (const { one, other, count } of graph.groupEdges) {
    const from = graph.groupPlaces[one], to = graph.groupPlaces[other];
    pen.lineWidth = (0.6 + 0.6 * Math.log2(count)) / view.scale;
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x, to.y);
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

function paintGroup(pen, group) {
  const { x, y } = graph.groupPlaces[group], r = groupRadius(group) / view.scale;
  pen.fillStyle = colours.paper;
  pen.strokeStyle = groupColour(group);
  pen.lineWidth = 3 / view.scale;
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.fill();
  pen.globalAlpha = 0.2;
  pen.fillStyle = groupColour(group);
  pen.fill();
  pen.globalAlpha = 1;
  pen.stroke();
}

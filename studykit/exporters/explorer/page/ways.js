// Walks over the graph: what is near, how two concepts connect, what to learn next; and where such a view puts them.

const DETOUR = 3; // the relations that a way may go round to save a weak tie

function isWalkable(edge) {
  const type = graph.type[edge];
  return !state.hidden.has(graph.types[type]) && graph.stated[type];
}

// The nodes within `depth` relations, nearest first, each with its distance and the node it was reached from.
function nearby(centre, depth) {
  const found = new Map([[centre, { steps: 0, parent: -1 }]]);
  for (const [node, { steps }] of found) {
    if (steps === depth) continue;
    for (const edge of sortedEdges(node)) {
      const other = otherEnd(edge, node);
      if (!found.has(other) && isAllowed(other) && found.size < LARGEST) {
        found.set(other, { steps: steps + 1, parent: node });
      }
    }
  }
  return found;
}

// Relations of a kind beside each other, the important first.
function sortedEdges(node) {
  return [...edgesOf(node)]
    .filter((edge) => isShown(edge))
    .sort((a, b) => graph.type[a] - graph.type[b] || otherEnd(a, node) - otherEnd(b, node));
}

// The shortest way over relations, as edges; only where there is none, weak ties help. Null if nothing leads there.
function way(from, to) {
  return shortest(from, to, Infinity) ?? shortest(from, to, DETOUR);
}

function shortest(from, to, weak) {
  const cost = new Map([[from, 0]]);
  const last = new Map();
  const queue = [[0, from]];
  while (queue.length) {
    const [reached, node] = pop(queue);
    if (node === to) return backwards(last, from, to);
    if (reached > cost.get(node)) continue;
    for (const edge of edgesOf(node)) {
      const total = reached + (graph.families[graph.type[edge]] === "weak" ? weak : isWalkable(edge) ? 1 : Infinity);
      const other = otherEnd(edge, node);
      if (total < (cost.get(other) ?? Infinity)) {
        cost.set(other, total);
        last.set(other, edge);
        push(queue, [total, other]);
      }
    }
  }
  return null;
}

function backwards(last, from, to) {
  const edges = [];
  for (let node = to; node !== from; node = otherEnd(edges[0], node)) edges.unshift(last.get(node));
  return edges;
}

// A heap of [cost, node].
function push(heap, entry) {
  let i = heap.push(entry) - 1;
  for (let up = (i - 1) >> 1; i > 0 && heap[up][0] > entry[0]; i = up, up = (i - 1) >> 1) heap[i] = heap[up];
  heap[i] = entry;
}

function pop(heap) {
  const least = heap[0];
  const entry = heap.pop();
  if (!heap.length) return least;
  let i = 0;
  for (let k = 1; k < heap.length; k = 2 * i + 1) {
    if (k + 1 < heap.length && heap[k + 1][0] < heap[k][0]) k += 1;
    if (heap[k][0] >= entry[0]) break;
    heap[i] = heap[k];
    i = k;
  }
  heap[i] = entry;
  return least;
}

// The nodes along a way.
function along(from, edges) {
  const nodes = [from];
  for (const edge of edges) nodes.push(otherEnd(edge, nodes.at(-1)));
  return nodes;
}

function toLearn(count) {
  return graph.order.filter((node) => graph.memory[node] === null && isAllowed(node)).slice(0, count);
}

function toRepeat(count) {
  const fading = graph.order.filter(
    (node) => graph.memory[node] !== null && graph.memory[node] < 80 && isAllowed(node));
  return fading.sort((a, b) => graph.memory[a] - graph.memory[b]).slice(0, count);
}

// Places: the centre in the middle, those one step away on a ring around it, and so on; each near its parent.
function ringPlaces(found, stretch) {
  const children = new Map([...found.keys()].map((node) => [node, []]));
  for (const [node, { parent }] of found) if (parent >= 0) children.get(parent).push(node);
  const leaves = new Map();
  const deepest = Math.max(...[...found.values()].map(({ steps }) => steps));
  for (const [node, { steps }] of [...found].reverse()) {
    const below = children.get(node).reduce((sum, child) => sum + leaves.get(child), 0);
    leaves.set(node, below || deepest / steps); // on a small ring a name takes more of the circle
  }
  const radii = ringRadii(found);
  const places = new Map();
  const angles = new Map();
  for (const [node, { steps }] of found) {
    const [begin, end] = angles.get(node) ?? [-Math.PI / 2, 1.5 * Math.PI];
    const angle = (begin + end) / 2;
    places.set(node, [radii[steps] * Math.cos(angle) * stretch, radii[steps] * Math.sin(angle)]);
    let at = begin;
    for (const child of children.get(node)) {
      const width = ((end - begin) * leaves.get(child)) / leaves.get(node);
      angles.set(child, [at, at + width]);
      at += width;
    }
  }
  return places;
}

// A ring is wide enough for those on it, and for their names.
function ringRadii(found) {
  const counts = [];
  for (const { steps } of found.values()) counts[steps] = (counts[steps] ?? 0) + 1;
  const radii = [0];
  for (let ring = 1; ring < counts.length; ring++) {
    radii[ring] = Math.max(radii[ring - 1] + 130, (counts[ring] * 46) / (2 * Math.PI));
  }
  return radii;
}

// A path reads as a line does; on a narrow page it winds down.
function linePlaces(nodes, width) {
  const across = Math.max(1, Math.min(nodes.length, Math.floor(width / 190)));
  return new Map(nodes.map((node, i) => {
    const row = Math.floor(i / across);
    const column = row % 2 ? across - 1 - (i % across) : i % across;
    return [node, [column * 190, row * 130]];
  }));
}

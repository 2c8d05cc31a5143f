// Search as one types: names, aliases, pinyin and its initials, then the texts of facts.

const HITS = 12;
const FACT_HITS = 6;

let lowered = null;

// Capitals are as good as small letters here, and Traditional characters as good as Simplified ones.
let simplified = null;

function folded(text) {
  simplified ??= new Map(Array.from({ length: graph.script.length / 2 }, (_, k) => [...graph.script.substr(2 * k, 2)]));
  return text.toLowerCase().replace(/[\u3400-\u9fff]/g, (character) => simplified.get(character) ?? character);
}

function prepareSearch() {
  const names = graph.names.slice(0, graph.firstCard).map(folded);
  return {
    names,
    aliases: new Map(Object.entries(graph.aliases).map(([node, all]) => [Number(node), all.map(folded)])),
    told: [],
    pinyin: graph.pinyin.map((spelled) => (spelled ? spelled.split("|").map((s) => s.split(" ")) : null)),
  };
}

// How well a name matches: 0 is best, Infinity is not at all.
function distance(name, query) {
  const at = name.indexOf(query);
  if (at < 0) return Infinity;
  if (name.length === query.length) return 0;
  return at === 0 ? 1 : 2;
}

// Whether `letters` spell syllables from one on: each whole or by its beginning, "gongxnc" for gong xiang nei cun.
function spells(syllables, from, letters) {
  let reached = [0];
  for (let s = from; s < syllables.length && reached.length; s++) {
    const next = new Set();
    for (const start of reached) {
      for (let k = 0; k < syllables[s].length && syllables[s][k] === letters[start + k]; k++) {
        next.add(start + k + 1);
      }
    }
    if (next.has(letters.length)) return true;
    reached = [...next];
  }
  return false;
}

function spelledDistance(node, letters) {
  let best = Infinity;
  for (const syllables of lowered.pinyin[node] ?? []) {
    const from = syllables.findIndex((_, start) => spells(syllables, start, letters));
    if (from >= 0) best = Math.min(best, from === 0 ? 3 : 4);
  }
  return best;
}

// Nodes that match, the best first: by how they match, then by importance.
function find(query) {
  const words = folded(query.trim());
  if (!words) return [];
  const letters = /^[a-z' ]+$/.test(words) ? words.replace(/[' ]/g, "") : "";
  lowered ??= prepareSearch();
  const found = [];
  for (let node = 0; node < graph.firstCard; node++) {
    let best = distance(lowered.names[node], words);
    for (const alias of lowered.aliases.get(node) ?? []) best = Math.min(best, distance(alias, words) + 0.5);
    if (letters && node < graph.concepts && best > 2) best = Math.min(best, spelledDistance(node, letters));
    if (best < Infinity) found.push({ node, best: best + (node < graph.concepts ? 0 : 5) });
  }
  found.sort((a, b) => a.best - b.best || a.node - b.node);
  return [...found.slice(0, HITS).map((hit) => hit.node), ...findFacts(words)];
}

function findFacts(words) {
  const hits = [];
  const { prompt, answer } = texts?.cards ?? { prompt: [], answer: [] };
  for (let card = 0; card < prompt.length && hits.length < FACT_HITS; card++) {
    lowered.told[card] ??= folded(`${plain(prompt[card])}\n${plain(answer[card])}`);
    if (lowered.told[card].includes(words)) hits.push(graph.firstCard + card);
  }
  return hits;
}

// The view as a file: PNG drawn at twice the size of the screen, SVG by a pen that writes what a canvas would draw.

function save(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function fileName(ending) {
  const name = state.at >= 0 ? nameOf(state.at) : document.title;
  return `${name.replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 60)}.${ending}`;
}

function paintAll(pen) {
  paintBelow(pen);
  view.nodes.forEach((node) => paintNode(pen, node));
  paintAbove(pen);
}

function savePng() {
  const canvas = element("canvas", { width: 2 * view.width, height: 2 * view.height });
  const pen = canvas.getContext("2d");
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(2 * view.scale, 2 * view.scale);
  pen.translate(-view.left, -view.top);
  paintAll(pen);
  canvas.toBlob((blob) => save(blob, fileName("png")), "image/png");
}

function saveSvg() {
  const pen = new SvgPen(view.width, view.height, colours.paper);
  pen.scale(view.scale, view.scale);
  pen.translate(-view.left, -view.top);
  paintAll(pen);
  save(new Blob([pen.text()], { type: "image/svg+xml" }), fileName("svg"));
}

// What the painters use of a canvas. Scales are the same both ways, so a transformation is a factor and a shift.
class SvgPen {
  constructor(width, height, paper) {
    this.size = [width, height];
    this.shapes = [`<rect width="${width}" height="${height}" fill="${paper}"/>`];
    this.at = { factor: 1, x: 0, y: 0 };
    this.kept = [];
    this.path = "";
    this.globalAlpha = 1;
    this.measuring = document.createElement("canvas").getContext("2d");
  }

  save() { this.kept.push(this.at); }

  restore() { this.at = this.kept.pop(); }

  translate(x, y) {
    this.at = { ...this.at, x: this.at.x + x * this.at.factor, y: this.at.y + y * this.at.factor };
  }

  scale(factor) { this.at = { ...this.at, factor: this.at.factor * factor }; }

  point(x, y) {
    return `${(this.at.x + x * this.at.factor).toFixed(1)} ${(this.at.y + y * this.at.factor).toFixed(1)}`;
  }

  beginPath() { this.path = ""; }

  closePath() { this.path += "Z"; }

  moveTo(x, y) { this.path += `M${this.point(x, y)}`; }

  lineTo(x, y) { this.path += `L${this.point(x, y)}`; }

  rect(x, y, width, height) {
    this.path += `M${this.point(x, y)}L${this.point(x + width, y)}L${this.point(x + width, y + height)}`
      + `L${this.point(x, y + height)}Z`;
  }

  arc(x, y, r, from, to) {
    const size = (r * this.at.factor).toFixed(2), middle = (from + to) / 2;
    const on = (angle) => this.point(x + r * Math.cos(angle), y + r * Math.sin(angle));
    const start = this.path.endsWith("Z") || !this.path ? "M" : "L";
    const half = `A${size} ${size} 0 0 1 `;
    this.path += `${start}${on(from)}${half}${on(middle)}${half}${on(to)}`;
  }

  fillRect(x, y, width, height) {
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
  }

  fill() { this.put(`<path d="${this.path}" fill="${this.fillStyle}"`); }

  stroke() {
    const width = (this.lineWidth * this.at.factor).toFixed(2);
    this.put(`<path d="${this.path}" fill="none" stroke="${this.strokeStyle}" stroke-width="${width}"`);
  }

  put(shape) { this.shapes.push(`${shape}${this.globalAlpha < 1 ? ` opacity="${this.globalAlpha}"` : ""}/>`); }

  measureText(text) {
    this.measuring.font = this.font;
    return this.measuring.measureText(text);
  }

  strokeText(text, x, y) {
    this.write(text, x, y,
      `fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}" stroke-linejoin="round"`);
  }

  fillText(text, x, y) { this.write(text, x, y, `fill="${this.fillStyle}"`); }

  write(text, x, y, look) {
    const [left, top] = this.point(x, y).split(" ");
    const safe = text.replace(/[&<>]/g, (sign) => `&#${sign.codePointAt(0)};`)
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, "\ufffd");
    const [, weight, size] = /^(\d+) ([\d.]+)px/.exec(this.font);
    this.shapes.push(`<text x="${left}" y="${top}" font-size="${size}" font-weight="${weight}" ${look}>${safe}</text>`);
  }

  text() {
    const [width, height] = this.size;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" `
      + `viewBox="0 0 ${width} ${height}" font-family="${FONT.replaceAll('"', "'")}">\n`
      + `${this.shapes.join("\n")}\n</svg>\n`;
  }
}

// @ts-check
/** The timeline in the bar: where in the text which dimension was coded; a click goes there. */
import { oncePerFrame } from "./dom.js";

/** @typedef {import("./app.js").App} App */

const WIDTH = 1000;
const ROW = 12;
const HEIGHTS = [9, 6, 3];

export class Timeline {
  /** @param {HTMLElement | null} drawing an svg @param {App} app @param {(place: number) => void} passing the paragraph at the top of the window */
  constructor(drawing, app, passing) {
    this.drawing = /** @type {SVGSVGElement | null} */ (/** @type {unknown} */ (drawing));
    this.app = app;
    this.passing = passing;
    this.window = shape("rect", { class: "seen", x: 0, y: 0, width: 0, height: 0 });
    this.drawing?.addEventListener("click", (event) => {
      const share = event.offsetX / Math.max(1, this.drawing?.clientWidth ?? 1);
      app.cursor.sentence(Math.round(share * app.model.page.length));
    });
    const follow = oncePerFrame(() => this.follow());
    addEventListener("scroll", follow, { passive: true });
    addEventListener("resize", follow, { passive: true });
  }

  /** @param {import("./types.js").Placed[]} passages */
  draw(passages) {
    const { codes, view, model } = this.app;
    if (!this.drawing) return;
    const shown = codes.dimensions.map((code) => code.style).filter((style) => view.dimensions?.has(style) ?? true);
    const height = Math.max(1, shown.length) * ROW;
    this.drawing.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`);
    const scale = WIDTH / Math.max(1, model.page.length);
    const axes = shown.map((_, row) => shape("line", { x1: 0, x2: WIDTH, y1: row * ROW + 6, y2: row * ROW + 6, class: "axis" }));
    // One shape for each look, not one for each passage.
    /** @type {Map<string, string>} */
    const paths = new Map();
    for (const passage of passages) {
      const { dimension, kind } = codes.look(passage);
      const row = shown.indexOf(dimension);
      if (row < 0 || (view.only !== null && view.only !== dimension)) continue;
      const tall = HEIGHTS[kind] ?? 3;
      const name = `d${dimension} coded${kind === 0 ? "" : " lighter"}`;
      const wide = Math.max(1.2, (passage.end - passage.start) * scale).toFixed(1);
      paths.set(
        name,
        `${paths.get(name) ?? ""}M${(passage.start * scale).toFixed(1)} ${row * ROW + 6 - tall / 2}h${wide}v${tall}h-${wide}z`,
      );
    }
    const shapes = [...axes, ...[...paths].map(([name, d]) => shape("path", { class: name, d }))];
    this.window.setAttribute("height", String(height));
    const title = this.drawing.querySelector("title");
    this.drawing.replaceChildren(...(title ? [title] : []), ...shapes, this.window);
    this.follow();
  }

  /** Mark the part that is seen, and tell which paragraph is passing under the bar. */
  follow() {
    const { text, model } = this.app;
    const top = this.#paragraph(90);
    const bottom = this.#paragraph(innerHeight - 40);
    const scale = WIDTH / Math.max(1, model.page.length);
    const [from, to] = [text.paragraphs[top]?.start ?? 0, text.paragraphs[bottom]?.end ?? 0];
    this.window.setAttribute("x", (from * scale).toFixed(1));
    this.window.setAttribute("width", Math.max(4, (to - from) * scale).toFixed(1));
    this.passing(top);
  }

  /** The first paragraph that ends below a height of the window. @param {number} y */
  #paragraph(y) {
    const { elements } = this.app.text;
    let [low, high] = [0, elements.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (elements[middle].getBoundingClientRect().bottom > y) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** @param {string} name @param {{[name: string]: string | number}} attributes */
function shape(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

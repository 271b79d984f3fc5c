// @ts-check
/** Moving the boundaries of a passage: by word, by character or by sentence, seen at once, sent when done. */
import { step, toCodePoints, toUnits } from "./offsets.js";
import { t } from "./words.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./text.js").Span} Span */

/**
 * Where a boundary comes to lie when it goes one step.
 * @param {{start: number, text: string}[]} paragraphs
 * @param {number} place of the paragraph in which it lies
 * @param {number} position code points
 * @param {1 | -1} way
 * @param {"grapheme" | "word"} by
 * @param {"start" | "end"} edge
 */
export function stepped(paragraphs, place, position, way, by, edge) {
  const { start, text } = paragraphs[place];
  const unit = toUnits(text, position - start);
  const to = step(text, unit, way, by, edge);
  if (to !== unit) return start + toCodePoints(text, to);
  const next = paragraphs[place + way];
  if (!next) return position;
  return next.start + toCodePoints(next.text, step(next.text, way > 0 ? -1 : next.text.length + 1, way, by, edge));
}

export class Edges {
  /** @type {{passage: string, start: number, end: number} | null} */
  at = null;

  /** @param {App} app @param {() => void} changed */
  constructor(app, changed) {
    this.app = app;
    this.changed = changed;
  }

  /** @param {import("./types.js").Placed} passage */
  begin(passage) {
    if (passage.coder !== this.app.model.actor)
      return this.app.tell(t("This passage is of {coder}; only its own coder moves it.", { coder: passage.coder }));
    this.at = { passage: passage.passage, start: passage.start, end: passage.end };
    this.app.painter.mark("cursor", [this.at]);
    this.app.tell(t("Boundaries: arrows move the end, with Shift the start; Ctrl by character. Enter keeps, Esc leaves."));
    this.changed();
  }

  /** @param {"start" | "end"} edge @param {1 | -1} way @param {"grapheme" | "word" | "sentence"} by */
  move(edge, way, by) {
    if (!this.at) return;
    const { text, cursor } = this.app;
    const now = { ...this.at };
    if (by === "sentence") {
      const list = cursor.list;
      const found = way > 0 ? list.find((one) => one[edge] > now[edge]) : list.findLast((one) => one[edge] < now[edge]);
      now[edge] = found?.[edge] ?? now[edge];
    } else {
      const place = text.paragraphAt(edge === "end" ? now.end - 1 : now.start);
      now[edge] = stepped(text.paragraphs, place, now[edge], way, by, edge);
    }
    if (now.start >= now.end) return;
    this.at = now;
    this.app.painter.mark("cursor", [now]);
    const words = text.quote(now).split(/\s+/);
    this.app.say(
      edge === "end" ? t("to: {words}", { words: words.slice(-4).join(" ") }) : t("from: {words}", { words: words.slice(0, 4).join(" ") }),
    );
  }

  /** Keep the boundaries (or leave them as they were). @param {boolean} keep */
  finish(keep) {
    const { at, app } = this;
    if (!at) return;
    this.at = null;
    const passage = app.model.passage(at.passage);
    if (keep && passage && (passage.start !== at.start || passage.end !== at.end)) {
      app.actions.patch(passage, { start: at.start, end: at.end });
      app.tell(t("Boundaries moved. Z undoes it."));
    } else app.tell(t("Boundaries left as they were."));
    const now = app.model.passage(at.passage);
    if (now && now.start !== null && now.end !== null) app.cursor.set({ start: now.start, end: now.end }, { active: at.passage });
    this.changed();
  }

  /** A key while boundaries move. @param {KeyboardEvent} event @returns {boolean} whether it was meant for them */
  key(event) {
    if (!this.at) return false;
    const way = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
    if (way) {
      const by =
        event.key === "ArrowUp" || event.key === "ArrowDown"
          ? "sentence"
          : event.ctrlKey || event.altKey || event.metaKey
            ? "grapheme"
            : "word";
      this.move(event.shiftKey ? "start" : "end", way, by);
    } else if (event.key === "Enter") this.finish(true);
    else if (event.key === "Escape") this.finish(false);
    else return event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    return true;
  }
}

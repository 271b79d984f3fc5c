// @ts-check
/**
 * Where things stand beside a text: notes in one column, brackets in lanes, flat runs of overlapping passages. Pure; lengths in px.
 */

/**
 * Tops of notes below each other: in order, without overlap, with the least sum of squares of the distances to their anchors.
 * @param {{anchor: number, height: number}[]} notes in the order in which they stay
 * @param {number} [gap] between two notes
 * @returns {number[]}
 */
export function placeNotes(notes, gap = 0) {
  /** @type {{sum: number, size: number, first: number}[]} */
  const blocks = [];
  /** @type {number[]} */
  const offsets = [];
  let offset = 0;
  notes.forEach((note, index) => {
    offsets.push(offset);
    let block = { sum: note.anchor - offset, size: 1, first: index };
    for (let before = blocks.at(-1); before && before.sum / before.size >= block.sum / block.size; before = blocks.at(-1)) {
      blocks.pop();
      block = { sum: before.sum + block.sum, size: before.size + block.size, first: before.first };
    }
    blocks.push(block);
    offset += note.height + gap;
  });
  const tops = new Array(notes.length);
  for (const block of blocks) {
    for (let index = block.first; index < block.first + block.size; index++) tops[index] = block.sum / block.size + offsets[index];
  }
  return tops;
}

/**
 * Notes as they stand, with groups that would stand too far from their place folded to one line of `folded` px, worst first.
 * @param {{anchor: number, height: number, group: number}[]} notes in order; a group's notes are neighbours
 * @param {{gap: number, most: number, folded: number, open?: Set<number>}} measures `most`: the distance allowed; `open`: never folded
 * @returns {{tops: number[], folded: Set<number>}} a folded group's notes all get the top of its line
 */
export function placeOrFold(notes, { gap, most, folded: line, open = new Set() }) {
  /** @type {Set<number>} */
  const folded = new Set();
  const sizes = new Map();
  for (const note of notes) sizes.set(note.group, (sizes.get(note.group) ?? 0) + 1);
  for (;;) {
    /** @type {{anchor: number, height: number, members: number[]}[]} */
    const shown = [];
    notes.forEach((note, index) => {
      const last = shown.at(-1);
      const joins = folded.has(note.group) && last && notes[last.members[0]].group === note.group;
      if (joins) last.members.push(index);
      else shown.push({ anchor: note.anchor, height: folded.has(note.group) ? line : note.height, members: [index] });
    });
    const tops = placeNotes(shown, gap);
    let worst = -1;
    let distance = most;
    shown.forEach((item, place) => {
      const group = notes[item.members[0]].group;
      const away = Math.abs(tops[place] - item.anchor);
      if (away > distance && !folded.has(group) && !open.has(group) && sizes.get(group) > 1) [worst, distance] = [group, away];
    });
    if (worst < 0) {
      const all = new Array(notes.length);
      shown.forEach((item, place) => item.members.forEach((index) => (all[index] = tops[place])));
      return { tops: all, folded };
    }
    folded.add(worst);
  }
}

/**
 * A lane from 0 for each interval, so that those that overlap have different ones; as few lanes as the deepest overlap.
 * @param {{start: number, end: number}[]} intervals half-open
 * @returns {number[]}
 */
export function lanes(intervals) {
  const order = intervals.map((_, index) => index);
  order.sort((a, b) => intervals[a].start - intervals[b].start || intervals[b].end - intervals[a].end || a - b);
  /** @type {number[]} */
  const free = [];
  const chosen = new Array(intervals.length).fill(0);
  for (const index of order) {
    const { start, end } = intervals[index];
    let lane = free.findIndex((until) => until <= start);
    if (lane < 0) lane = free.length;
    free[lane] = Math.max(end, start);
    chosen[index] = lane;
  }
  return chosen;
}

/**
 * A stretch of text cut where a span begins or ends; each run with the spans that cover it, in their order.
 * @template {{start: number, end: number}} Span
 * @param {Span[]} spans
 * @param {number} start
 * @param {number} end
 * @returns {{start: number, end: number, spans: Span[]}[]}
 */
export function runs(spans, start, end) {
  const inside = spans.filter((span) => span.start < end && span.end > start && span.start < span.end);
  const cuts = new Set([start, end]);
  for (const span of inside) cuts.add(Math.max(span.start, start)).add(Math.min(span.end, end));
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => ({
    start: from,
    end: places[index + 1],
    spans: inside.filter((span) => span.start < places[index + 1] && span.end > from),
  }));
}

/**
 * Spans drawn as one where they overlap or where nothing that matters lies between them.
 * @template {{start: number, end: number}} Span
 * @param {Span[]} spans by their start
 * @param {(end: number, start: number) => boolean} joins whether a span that ends there and one that starts there are one stretch
 * @returns {{start: number, end: number, spans: Span[]}[]}
 */
export function stretches(spans, joins) {
  /** @type {{start: number, end: number, spans: Span[]}[]} */
  const found = [];
  for (const span of spans) {
    const last = found.at(-1);
    if (last && (span.start <= last.end || joins(last.end, span.start))) {
      last.end = Math.max(last.end, span.end);
      last.spans.push(span);
    } else found.push({ start: span.start, end: span.end, spans: [span] });
  }
  return found;
}

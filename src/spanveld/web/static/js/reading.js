// @ts-check
/** The reading page: puts its parts together and hands each key to the one that it is for. */
import { Actions } from "./actions.js";
import { Card } from "./card.js";
import { Codes } from "./codebook.js";
import { Correction } from "./correct.js";
import { Cursor } from "./cursor.js";
import { afterPaint, button, data, el, need } from "./dom.js";
import { Edges } from "./edges.js";
import { helpDialog, shortKeys } from "./help.js";
import { commandOf, heldDimension, layerKeys } from "./keys.js";
import { Margins } from "./margins.js";
import { Model } from "./model.js";
import { Overview } from "./overview.js";
import { drawPad } from "./pad.js";
import { Painter, painted } from "./paint.js";
import { Palette } from "./palette.js";
import { Player } from "./player.js";
import { Search } from "./search.js";
import { speakerInBar } from "./speaker.js";
import { Sync } from "./sync.js";
import { TextMap, placeIn } from "./text.js";
import { TieDialog } from "./tie.js";
import { Ties } from "./ties.js";
import { Timeline } from "./timeline.js";
import { View, viewPanel } from "./view.js";
import { setWords, t } from "./words.js";

setWords(data("words"));
/** @type {import("./types.js").Page} */
const page = data("page-data");
const codes = new Codes(data("codebook-data"));
const study = document.documentElement.dataset.study ?? document.querySelector(".home")?.textContent ?? "";
const [sheet, root, live, rail, tools] = ["sheet", "text", "live", "rail", "tools"].map(need);
const text = new TextMap(root, page.paragraphs);
const painter = new Painter(text);
const language = codes.codebook.language;

const padPlace = el("div", {});
const viewPlace = el("div", {});
/** @type {import("./app.js").App} */
const app = /** @type {any} */ ({
  sheet,
  text,
  codes,
  painter,
  active: "",
  tell,
  say,
  refresh,
  toText: () => root.focus({ preventScroll: true }),
  shown,
});
app.view = new View(study, codes, localStorage, () => refresh(true));
const sync = new Sync({
  study,
  source: page.source,
  actor: page.actor,
  fetching: (path, options) => fetch(path, options),
  storage: localStorage,
  app: () => app,
  state: (words, bad) => {
    if (card.unsent.textContent !== words) card.unsent.textContent = words;
    card.unsent.classList.toggle("bad", bad);
  },
  conflict: (points) => overview.conflict(points),
});
app.outbox = sync.outbox;
app.model = new Model(page, codes, sync.outbox.changes);
app.cursor = new Cursor({ text, sheet, painter, language, covered: () => card.covered(), moved });
app.actions = new Actions(app);
app.ties = new Ties(app, { source: page.source, study, fetching: (path, options) => fetch(path, options), storage: localStorage });
const tying = new TieDialog(app, app.ties);
const edges = new Edges(app, () => card.draw());
const palette = new Palette(app);
const card = new Card(app, { palette: () => palette.open(), tie: () => withCurrent((passage) => tying.open(passage)), edges });
const margins = new Margins(app);
const timeline = new Timeline(document.getElementById("timeline"), app, speakerInBar(page, codes.codebook.parties));
const overview = new Overview(app, need("overview"));
const search = new Search(app);
const player = new Player(app, /** @type {HTMLAudioElement | null} */ (document.getElementById("recording")));
const letters = layerKeys(codes.codebook.layers);
const correction = new Correction(app, sync);
const help = helpDialog(codes, letters, app.toText);

/** @param {string} message */
function say(message) {
  live.textContent = message;
}

/** @param {string} message */
function tell(message) {
  say(message);
  card.status.textContent = message;
}

/** The passages that the view lets be seen: of all coders, or only my own. */
function shown() {
  const { model, view } = app;
  return view.settings.whose === "own" ? model.passages.filter((passage) => passage.coder === model.actor) : model.passages;
}

let all = true;
let asked = false;
/** Draw anew: the colours before the next frame, what stands around the text after it. @param {boolean} [settings] also what only the view changes */
function refresh(settings = false) {
  all ||= settings;
  if (asked) return;
  asked = true;
  queueMicrotask(() => {
    asked = false;
    const { model, view } = app;
    painter.paint(
      painted(shown(), app.codes, { dimensions: view.dimensions, only: view.only, colours: view.settings.colours, actor: model.actor }),
    );
    card.draw();
    around();
  });
}

/** The settings anew, with the focus where it was. */
function drawView() {
  const controls = () => /** @type {HTMLElement[]} */ ([...viewPlace.querySelectorAll("input, select, a")]);
  const focused = controls().findIndex((one) => one === document.activeElement);
  viewPlace.replaceChildren(...viewPanel(app.view));
  controls()[focused]?.focus();
}

const around = afterPaint(() => {
  const passages = shown();
  drawPad(padPlace, app);
  timeline.draw(passages);
  margins.render(passages);
  overview.draw();
  if (all) drawView();
  all = false;
});

/** @param {import("./text.js").Span} span @param {string} active */
function moved(span, active) {
  app.active = active;
  if (edges.at) edges.at = null;
  app.active ||= app.model.own(span.start, span.end).at(-1)?.passage ?? "";
  say(app.actions.inWords(span));
  card.draw();
}

/** @param {string} field */
function field(field) {
  if (app.actions.current()) card.show(true, field);
  else tell(t("No passage here."));
}

/** @type {{[command: string]: (value: string) => void}} */
const COMMANDS = {
  next: () => app.cursor.move(1),
  previous: () => app.cursor.move(-1),
  extend: () => app.cursor.stretch(1),
  shrink: () => app.cursor.stretch(-1),
  left: () => margins.focusNote(app.cursor.span?.start ?? 0) || tell(t("There are no notes on the left.")),
  right: () => margins.brackets.focus(app.cursor.span?.start ?? 0) || tell(t("There is no sub-case on the right.")),
  pad: (value) => byPad(value, false),
  recode: (value) => byPad(value, true),
  palette: () => palette.open(),
  layer: (layer) => palette.open(layer),
  vivo: () => app.actions.inVivo(),
  card: () => (app.actions.current() ? card.show(!card.open) : palette.open()),
  tie: () => withCurrent((passage) => tying.open(passage)),
  memo: () => field("memo"),
  voices: () => field("voices"),
  about: () => field("about"),
  form: () => field("form"),
  hedged: () => field("hedged"),
  edge: () => withCurrent((passage) => edges.begin(passage)),
  remove: () => withCurrent((passage) => app.actions.remove(passage)),
  correct: () => correction.open(),
  undo: () => app.actions.undo(),
  redo: () => app.actions.redo(),
  incomplete: () => app.actions.incomplete(1),
  incompleteBack: () => app.actions.incomplete(-1),
  overview: () => {
    card.show(false);
    need("overview").scrollIntoView({ block: "start" });
    document.getElementById("add-point")?.focus({ preventScroll: true });
  },
  search: () => search.open(),
  play: () => player.toggle(),
  help: () => help.showModal(),
  back: () => card.show(false),
};

/** @param {(passage: import("./types.js").Placed) => void} work */
function withCurrent(work) {
  const passage = app.actions.current();
  if (passage) work(passage);
  else tell(t("No passage here."));
}

/** @param {string} value @param {boolean} recode */
function byPad(value, recode) {
  const entry = app.codes.pad(app.view.settings.group).find((one) => one.key === value);
  if (entry) app.actions.give(entry.codes, { recode, words: entry.label });
  else tell(t("This key gives no code."));
}

root.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const beside = event.target !== root && event.target instanceof Element ? event.target.closest(".note button") : null;
  if (event.target !== root && !beside) return;
  if (beside) return fromMargin(event, beside);
  if (edges.key(event)) return event.preventDefault();
  const dimension = app.view.settings.letters ? heldDimension(event, app.codes.dimensions, letters) : null;
  if (dimension !== null && !event.repeat) {
    app.view.held = dimension;
    return refresh(true);
  }
  const found = commandOf(event, letters, app.view.settings.letters);
  if (!found) return;
  event.preventDefault();
  COMMANDS[found.command]?.(found.value);
});
sheet.addEventListener("keydown", (event) => {
  const beside = event.target instanceof Element ? event.target.closest(".bracket button") : null;
  if (beside) fromMargin(event, beside);
});
const release = () => {
  if (app.view.held === null) return;
  app.view.held = null;
  refresh(true);
};
addEventListener("keyup", release);
addEventListener("blur", release);

/** @param {KeyboardEvent} event @param {Element} from */
function fromMargin(event, from) {
  const right = from.closest(".bracket") !== null;
  const back = event.key === "Escape" || event.key === (right ? "ArrowLeft" : "ArrowRight");
  if (back) app.toText();
  else if (event.key === "ArrowDown") margins.step(from, 1);
  else if (event.key === "ArrowUp") margins.step(from, -1);
  else return;
  event.preventDefault();
}

app.cursor.follow((position) => {
  app.cursor.sentence(position, { scroll: false });
  app.toText();
});

/** The passage, words or paragraph that the address names. */
function byAddress() {
  const name = decodeURIComponent(location.hash.slice(1));
  const lacking = name === "incomplete" ? app.model.passages.find((one) => one.breaks.length > 0) : undefined;
  const passage = lacking ?? (name.startsWith("passage-") ? app.model.passage(name.slice(8)) : undefined);
  const start = placeIn(location.search, name, page.paragraphs);
  if (passage && passage.start !== null && passage.end !== null) {
    app.cursor.set({ start: passage.start, end: passage.end }, { active: passage.passage });
    app.toText();
  } else if (start !== null) app.cursor.sentence(start);
}

const theme = button("", () => app.view.set({ theme: app.view.dark ? "light" : "dark" }), { id: "theme" });
const railButton = button(
  t("Panel"),
  () => {
    const open = rail.classList.toggle("open");
    railButton.setAttribute("aria-expanded", String(open));
  },
  { id: "open-rail", "aria-expanded": "false", "aria-controls": "rail" },
);
tools.replaceChildren(
  button(t("Code…"), () => palette.open(), { class: "button main", "aria-keyshortcuts": "C" }),
  button(t("Search"), () => search.open(), { id: "open-search", "aria-keyshortcuts": "/" }),
  theme,
  railButton,
);
rail.replaceChildren(
  padPlace,
  viewPlace,
  shortKeys(() => help.showModal()),
);
rail.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && rail.classList.contains("open")) railButton.click();
});
root.addEventListener("focus", () => rail.classList.contains("open") && railButton.click());
const nameTheme = () => (theme.textContent = app.view.dark ? t("Light") : t("Dark"));
app.view.changed = () => {
  nameTheme();
  refresh(true);
};
nameTheme();
const doubtful = app.model.doubtful.length;
refresh(true);
byAddress();
addEventListener("hashchange", byAddress);
sync.tell();
sync.outbox.start();
sync.listen();
requestIdleCallback(() => void app.ties.load());
if (doubtful) tell(t("Passages whose place is in doubt: {count}", { count: doubtful }));

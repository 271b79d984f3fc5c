// @ts-check
/** The board of findings: stated and changed where they stand, opened in place, put in order, linked. */
import { newName } from "./api.js";
import { data } from "./dom.js";
import { chooser } from "./findings_choose.js";
import { ranked } from "./findings_options.js";
import { forms } from "./home_forms.js";
import { ask, begin, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

/** @typedef {import("./findings_options.js").Brief} Brief */
/** @typedef {import("./findings_options.js").Dimension} Dimension */

begin();
forms();
/** @type {Dimension[]} */
const dimensions = data("kinds");

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("[data-open], [data-move], [data-unlink]") : null;
  if (!(pressed instanceof HTMLElement)) return;
  if (pressed.dataset.move) void move(pressed, pressed.dataset.move === "up");
  else if (pressed.dataset.unlink) void unlink(pressed, pressed.dataset.unlink);
  else if (!event.ctrlKey && !event.metaKey && !event.shiftKey && pressed instanceof HTMLAnchorElement) {
    event.preventDefault();
    void open(pressed);
  }
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  const at = event.target;
  if (!(at instanceof HTMLElement) || at.matches("input, select, textarea") || !at.closest("li.finding")) return;
  event.preventDefault();
  void move(at, event.key === "ArrowUp");
});

/** Open or close a finding; the address says so, that one comes back to it. @param {HTMLAnchorElement} link */
async function open(link) {
  const place = new URL(link.href);
  history.replaceState(null, "", place.pathname + place.search);
  const name = link.dataset.open ?? "";
  await refresh(`open-${name}`);
}

let moving = false;

/** Put a finding before the one above it, or after the one below it. @param {HTMLElement} from @param {boolean} up */
async function move(from, up) {
  const card = /** @type {HTMLElement} */ (from.closest("li.finding"));
  const others = [...(card.parentElement?.querySelectorAll(":scope > li.finding") ?? [])];
  const beside = /** @type {HTMLElement | undefined} */ (others[others.indexOf(card) + (up ? -1 : 1)]);
  if (!beside) return tell(up ? t("It stands first already.") : t("It stands last already."));
  if (moving) return;
  moving = true;
  const name = card.dataset.id ?? "";
  const where = up ? { before: beside.dataset.id } : { after: beside.dataset.id };
  const said = await ask("POST", `/api/findings/${encodeURIComponent(name)}/move`, where, newName());
  await refresh(from.id || card.id);
  moving = false;
  if (said.ok) tell(t("Moved: {name}.", { name }), true);
  else tell(said.message);
  document.activeElement?.scrollIntoView({ block: "nearest" });
}

/** Take a link away. @param {HTMLElement} button @param {string} finding */
async function unlink(button, finding) {
  const { relation = "", to = "" } = button.dataset;
  const query = new URLSearchParams({ relation, to });
  const said = await ask("DELETE", `/api/findings/${encodeURIComponent(finding)}/links?${query}`);
  await refresh(`edit-link-${finding}`);
  if (said.ok) tell(t("Link taken away: {name}.", { name: to }), true);
  else tell(said.message);
}

/** Of the kinds of findings only those of the chosen dimension can be chosen. @param {Element} form */
function narrowKinds(form) {
  const chosen = /** @type {HTMLSelectElement | null} */ (form.querySelector('[data-field="dimension"] select'));
  const kinds = /** @type {HTMLSelectElement | null} */ (form.querySelector('[data-field="kind"] select'));
  if (!chosen || !kinds) return;
  const known = dimensions.find((one) => one.dimension === chosen.value)?.kinds.map(({ kind }) => kind);
  for (const option of kinds.options) {
    option.hidden = option.disabled = Boolean(option.value && known && !known.includes(option.value));
    if (option.selected && option.disabled) kinds.value = "";
  }
}

/** What a finding can be linked to, asked once. @type {Promise<{findings: Brief[], items: {to: string, label: string}[]}> | null} */
let targets = null;

/** Findings by what they say, then the items of frameworks. @param {HTMLInputElement} input */
async function linkField(input) {
  targets ??= ask("GET", "/api/findings?items=1").then((said) => (said.ok ? said.body : { findings: [], items: [] }));
  const { findings, items } = await targets;
  const own = input.closest("li.finding")?.getAttribute("data-id");
  chooser(input, {
    find: (typed) => [
      ...ranked(
        findings.filter((one) => one.finding !== own),
        { typed },
      ).map((one) => ({ value: one.finding, words: one.statement, hint: `${one.finding}, ${one.dimension_label}, ${one.kind_label}` })),
      ...items
        .filter(({ to, label }) => typed.trim() && `${to} ${label}`.toLowerCase().includes(typed.trim().toLowerCase()))
        .map(({ to, label }) => ({ value: to, words: label, hint: to })),
    ],
  });
  if (document.activeElement === input) input.dispatchEvent(new Event("focus"));
}

document.addEventListener("focusin", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form.thing") : null;
  if (!form) return;
  narrowKinds(form);
  const input = form.querySelector('[data-field="to"] input:not([role])');
  if (input instanceof HTMLInputElement && input === event.target) {
    input.setAttribute("role", "combobox");
    void linkField(input);
  }
});
document.addEventListener("change", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form.thing") : null;
  if (form) narrowKinds(form);
});

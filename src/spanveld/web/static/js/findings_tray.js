// @ts-check
/** The tray: passages are chosen and tied to a finding, which is found by typing, or stated with what was typed. */
import { newName } from "./api.js";
import { data, need } from "./dom.js";
import { chooser } from "./findings_choose.js";
import { fresh, ranked } from "./findings_options.js";
import { ask, begin, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

/** @typedef {import("./findings_options.js").Brief} Brief */
/** @typedef {import("./findings_options.js").Dimension} Dimension */

begin();
/** @type {Dimension[]} */
const dimensions = data("kinds");
/** @type {Brief[]} */
let findings = data("findings");
const form = /** @type {HTMLFormElement} */ (need("tie-bar"));
const input = /** @type {HTMLInputElement} */ (need("to"));
const stance = /** @type {HTMLSelectElement} */ (need("stance"));
const wrong = need("tie-wrong");

/** The finding that was chosen, or what is to be stated; nothing while what is typed is neither. @type {{finding: string} | {values: {[name: string]: string}} | null} */
let target = input.dataset.finding ? { finding: input.dataset.finding } : null;

const boxes = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('.tray input[name="passage"]')]);
const chosen = () => boxes().filter((box) => box.checked);

/** What the passages are narrowed to suits a finding as their codes do. */
function codes() {
  const query = new URLSearchParams(location.search);
  return [query.get("dimension"), query.get("kind")].filter((code) => code !== null && code !== "").map(String);
}

function count() {
  need("chosen").textContent = t("Chosen: {count}", { count: chosen().length });
  const all = /** @type {HTMLInputElement | null} */ (document.getElementById("choose-all"));
  if (!all) return;
  all.checked = chosen().length === boxes().length;
  all.indeterminate = !all.checked && chosen().length > 0;
}

chooser(input, {
  find: (typed) => {
    const known = target && "finding" in target ? findings.find((one) => target && "finding" in target && one.finding === target.finding) : null;
    const words = known?.statement === typed ? "" : typed;
    return [
      ...ranked(findings, { typed: words, codes: codes() }).map((one) => ({
        value: one.finding,
        words: one.statement,
        hint: `${one.finding} · ${one.dimension_label} · ${one.kind_label}`,
      })),
      ...fresh(dimensions, words, codes()).map(({ dimension, dimension_label, kind, kind_label, statement }) => ({
        value: JSON.stringify({ dimension, kind, statement }),
        words: t("New {kind}, {dimension}: ‘{statement}’", { kind: kind_label, dimension: dimension_label, statement }),
        hint: "",
        fresh: true,
      })),
    ];
  },
  chosen: (choice) => {
    target = choice.fresh ? { values: JSON.parse(choice.value) } : { finding: choice.value };
    say("");
  },
  written: (choice) => choice.words,
});
input.addEventListener("input", () => (target = null));

/** @param {string} message */
function say(message) {
  wrong.textContent = message;
  wrong.hidden = !message;
  input.toggleAttribute("aria-invalid", Boolean(message));
}

/** The change that was sent last, and its name: the same again where no answer came. */
let sent = { what: "", key: "" };

async function tie() {
  const passages = chosen().map((box) => box.value);
  if (!passages.length) return say(t("Choose passages first."));
  if (!target) {
    say(t("Choose a finding from the list."));
    return input.focus();
  }
  say("");
  const body = { passages, stance: stance.value };
  const [path, whole] =
    "finding" in target
      ? [`/api/findings/${encodeURIComponent(target.finding)}/evidence`, body]
      : ["/api/findings", { values: target.values, ...body }];
  const what = JSON.stringify([path, whole]);
  if (sent.what !== what) sent = { what, key: newName() };
  const said = await ask("POST", path, whole, sent.key);
  if (!said.ok) return say(said.message);
  sent = { what: "", key: "" };
  const finding = said.body.id;
  target = { finding };
  const known = await ask("GET", "/api/findings");
  if (known.ok) findings = known.body.findings;
  input.value = findings.find((one) => one.finding === finding)?.statement ?? finding;
  await refresh("tray");
  count();
  tell(t("Tied to {finding}: {count}.", { finding, count: passages.length }), true);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void tie();
});
need("to-example").addEventListener("click", () => {
  const passages = chosen().map((box) => box.value);
  if (!passages.length) return say(t("Choose passages first."));
  location.assign(`/findings/examples?${new URLSearchParams(passages.map((passage) => ["add", passage]))}`);
});
document.addEventListener("change", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement)) return;
  if (box.id === "choose-all") for (const one of boxes()) one.checked = box.checked;
  if (box.id === "choose-all" || box.name === "passage") count();
});
count();

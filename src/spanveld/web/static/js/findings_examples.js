// @ts-check
/** The examples: made and framed where they stand, put in order, and filled with the passages that were brought along. */
import { newName } from "./api.js";
import { data, need } from "./dom.js";
import { chooser } from "./findings_choose.js";
import { withHeading } from "./findings_options.js";
import { forms } from "./home_forms.js";
import { ask, begin, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

/** @typedef {import("./findings_options.js").Example} Example */

begin();
forms();
/** @type {Example[]} */
const examples = data("boxes-data");

/** @param {string} vignette */
const path = (vignette) => `/api/vignettes/${encodeURIComponent(vignette)}`;
let moving = false;

/**
 * Carry out a change of order and show it, with the focus where it was.
 * @param {HTMLElement} from @param {string} name @param {() => Promise<import("./home_shared.js").Said>} change
 */
async function moved(from, name, change) {
  if (moving) return;
  moving = true;
  const said = await change();
  await refresh(from.id);
  moving = false;
  if (said.ok) tell(t("Moved: {name}.", { name }), true);
  else tell(said.message);
  document.activeElement?.scrollIntoView({ block: "nearest" });
}

/** Put a box before the one above it of its sub-case, or after the one below. @param {HTMLElement} from @param {boolean} up */
function move(from, up) {
  const box = /** @type {HTMLElement} */ (from.closest("li.box"));
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("li.box")]);
  const group = all.filter((one) => one.dataset.group === box.dataset.group);
  const at = group.indexOf(box);
  if (!group[at + (up ? -1 : 1)]) return tell(up ? t("It stands first already.") : t("It stands last already."));
  const before = group[at + (up ? -1 : 2)]?.dataset.id ?? "";
  const name = box.dataset.id ?? "";
  void moved(from, name, () => ask("POST", `${path(name)}/move`, { before }));
}

/** Move a passage within its box. @param {HTMLElement} from @param {boolean} up */
function place(from, up) {
  const row = /** @type {HTMLElement} */ (from.closest("li[data-row]"));
  const all = [...(row.parentElement?.querySelectorAll(":scope > li[data-row]") ?? [])];
  const at = all.indexOf(row) + (up ? -1 : 1);
  if (!all[at]) return tell(up ? t("It stands first already.") : t("It stands last already."));
  const [vignette, passage] = [row.closest("li.box")?.getAttribute("data-id") ?? "", row.dataset.id ?? ""];
  void moved(from, passage, () => ask("PUT", `${path(vignette)}/passages/${encodeURIComponent(passage)}`, { place: at + 1 }));
}

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("[data-move], [data-place]") : null;
  if (!(pressed instanceof HTMLElement)) return;
  if (pressed.dataset.move) move(pressed, pressed.dataset.move === "up");
  else place(pressed, pressed.dataset.place === "up");
});
document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !(at instanceof HTMLElement)) return;
  if ((event.key !== "ArrowUp" && event.key !== "ArrowDown") || at.matches("input, select, textarea") || !at.closest("li.box")) return;
  event.preventDefault();
  move(at, event.key === "ArrowUp");
});

const put = /** @type {HTMLFormElement | null} */ (document.getElementById("put"));
if (put) waiting(put);

/** Let the passages that were brought along go into an example. @param {HTMLFormElement} form */
function waiting(form) {
  const input = /** @type {HTMLInputElement} */ (need("into"));
  const wrong = need("put-wrong");
  /** @type {{vignette: string} | {title: string} | null} */
  let target = null;
  const keys = new Map();
  chooser(input, {
    find: (typed) => {
      const title = typed.trim().replace(/\s+/g, " ");
      const found = withHeading(examples, typed).map(({ vignette, heading }) => ({ value: vignette, words: heading, hint: "" }));
      return title ? [...found, { value: title, words: t("New example: ‘{title}’", { title }), hint: "", fresh: true }] : found;
    },
    chosen: (choice) => (target = choice.fresh ? { title: choice.value } : { vignette: choice.value }),
    written: (choice) => choice.words,
  });
  input.addEventListener("input", () => (target = null));
  const say = (/** @type {string} */ message) => {
    wrong.textContent = message;
    wrong.hidden = !message;
  };
  /** Under the same name while the same is sent again. @param {string} method @param {string} where @param {any} body */
  const send = (method, where, body) => {
    const what = JSON.stringify([method, where, body]);
    if (!keys.has(what)) keys.set(what, newName());
    return ask(method, where, body, keys.get(what));
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!target) {
      say(t("Choose an example from the list, or type the title of a new one."));
      return input.focus();
    }
    say("");
    const passages = [...document.querySelectorAll("#waiting [data-passage]")].map((one) => one.getAttribute("data-passage") ?? "");
    let vignette = "vignette" in target ? target.vignette : "";
    if (vignette)
      for (const passage of passages) {
        const said = await send("PUT", `${path(vignette)}/passages/${encodeURIComponent(passage)}`, {});
        if (!said.ok) return say(said.message);
      }
    else if ("title" in target) {
      const said = await send("POST", "/api/vignettes", { title: target.title, passages });
      if (!said.ok) return say(said.message);
      vignette = said.body.id;
    }
    history.replaceState(null, "", location.pathname);
    document.getElementById("waiting")?.remove();
    await refresh(`vignette-${vignette}`);
    tell(t("Put into {example}: {count}.", { example: input.value, count: passages.length }), true);
  });
}

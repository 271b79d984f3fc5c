// @ts-check
/** Judging: marks along the scale, evidence weighed, rounds begun and closed; it hears what the others do. */
import { newName } from "./api.js";
import { forms } from "./home_forms.js";
import { ask, begin, refresh, tell } from "./home_shared.js";
import { t } from "./words.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

begin();
forms();

/** The change that was sent last, and its name: the same again goes under the same name. */
let sent = { what: "", key: "" };

/** @param {string} method @param {string} path @param {any} [body] */
function send(method, path, body) {
  const what = JSON.stringify([method, path, body]);
  if (sent.what !== what) sent = { what, key: newName() };
  return ask(method, path, body, sent.key);
}

/** A cell of an id and words, as judgements hold concerns and reasons. @param {string} id @param {string} words */
const cell = (id, words) => (id ? `${id}:${words ? ` ${words}` : ""}` : words);

/** @param {HTMLFormElement} form */
const controls = (form) => /** @type {Control[]} */ ([...form.elements].filter((one) => "name" in one && one.name && !one.matches(":disabled")));

/**
 * What a form says, by the names of its fields. `NAME.id` with `NAME.words` is a cell; `data-number` makes a number, `data-flag` yes; boxes are a list.
 * @param {HTMLFormElement} form
 */
function said(form) {
  /** @type {{[name: string]: any}} */
  const values = {};
  for (const one of controls(form)) {
    const number = one.dataset.number !== undefined;
    if (one instanceof HTMLInputElement && one.type === "checkbox") {
      values[one.name] ??= [];
      if (one.checked) values[one.name].push(one.value);
    } else if (one instanceof HTMLInputElement && one.type === "radio") {
      if (one.checked) values[one.name] = number ? Number(one.value) : one.value;
    } else if (one.name.endsWith(".id")) {
      const name = one.name.slice(0, -3);
      const words = /** @type {Control | null} */ (form.elements.namedItem(`${name}.words`));
      values[name] = cell(one.value, words?.value.trim() ?? "");
    } else if (one.dataset.flag !== undefined) values[one.name] = true;
    else if (!one.name.endsWith(".words")) values[one.name] = number ? Number(one.value) : one.value.trim();
  }
  return values;
}

/** @param {HTMLElement} within @param {string} message */
function wrong(within, message) {
  const place = within.querySelector(".wrong");
  if (!(place instanceof HTMLElement)) return tell(message);
  place.textContent = message;
  place.hidden = !message;
  if (message) place.scrollIntoView({ block: "nearest" });
}

/**
 * Show what became of a change.
 * @param {import("./home_shared.js").Said} answer @param {HTMLElement} from @param {string} focus
 */
async function after(answer, from, focus) {
  const form = from.closest("form");
  if (!answer.ok) return wrong(form ?? from, answer.message);
  sent = { what: "", key: "" };
  if (form) delete form.dataset.dirty;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  const next = from.dataset.next ?? form?.dataset.next;
  if (next) return void (location.href = next);
  await refresh(focus);
  if (!document.getElementById(focus)) document.getElementById("judged")?.focus();
  tell(from.dataset.said ?? form?.dataset.said ?? "", (from.dataset.undo ?? form?.dataset.undo) !== "no");
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.send === undefined) return;
  event.preventDefault();
  wrong(form, "");
  const button = /** @type {HTMLElement | null} */ (event.submitter ?? form.querySelector("[type=submit]"));
  await after(await send(form.dataset.method ?? "POST", form.dataset.path ?? "", shaped(form)), form, button?.id ?? "");
});

/** What a form sends: a mark says either where, or what instead. @param {HTMLFormElement} form */
function shaped(form) {
  const values = said(form);
  if (form.dataset.send !== "mark") return values;
  const { answer = "", ...rest } = values;
  const nowhere = { best: null, low: null, high: null };
  return answer ? { ...rest, ...nowhere, answer } : { ...nowhere, ...rest, answer: "" };
}

document.addEventListener("click", async (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("button[data-act]") : null;
  if (!(pressed instanceof HTMLButtonElement)) return;
  const box = pressed.dataset.sure ? document.getElementById(pressed.dataset.sure) : null;
  if (box) {
    box.hidden = !box.hidden;
    /** @type {HTMLElement | null} */ (box.querySelector("[data-leave]"))?.focus();
    return;
  }
  const body = pressed.dataset.body ? JSON.parse(pressed.dataset.body) : undefined;
  const answer = await send(pressed.dataset.act ?? "POST", pressed.dataset.path ?? "", body);
  const form = /** @type {HTMLElement} */ (pressed.closest("form") ?? pressed.closest(".steps") ?? pressed);
  if (answer.ok) await after(answer, pressed, pressed.id);
  else wrong(form, answer.message);
});

document.addEventListener("click", (event) => {
  const leave = event.target instanceof Element ? event.target.closest("button[data-leave]") : null;
  if (!(leave instanceof HTMLElement)) return;
  const box = leave.closest(".ask");
  if (box instanceof HTMLElement) box.hidden = true;
  /** @type {HTMLElement | null} */ (document.querySelector(`[data-sure="${box?.id}"]`))?.focus();
});

document.addEventListener("input", (event) => {
  const one = event.target;
  if (!(one instanceof HTMLElement) || !("form" in one)) return;
  const form = /** @type {Control} */ (one).form;
  if (!form || form.dataset.send === undefined) return;
  form.dataset.dirty = "";
  if (form.dataset.send === "mark") settle(form, /** @type {Control} */ (one));
});

/** The position that is chosen in a row of the scale; null where none is. @param {HTMLFormElement} form @param {string} name */
function chosen(form, name) {
  const found = form.querySelector(`input[name="${name}"]:checked`);
  return found instanceof HTMLInputElement ? Number(found.value) : null;
}

/** @param {HTMLFormElement} form @param {string} name @param {number} at */
function choose(form, name, at) {
  const found = form.querySelector(`input[name="${name}"][value="${at}"]`);
  if (found instanceof HTMLInputElement) found.checked = true;
}

/**
 * The interval goes along with the place that a person chooses; it is never made narrower than it was said.
 * @param {HTMLFormElement} form @param {Control} changed
 */
function settle(form, changed) {
  if (changed.name === "answer") return answered(form);
  if (!["best", "low", "high"].includes(changed.name)) return;
  const at = Number(changed.value);
  if (changed.name === "best") {
    const [low, high] = [chosen(form, "low"), chosen(form, "high")];
    if (low === null || low > at) choose(form, "low", at);
    if (high === null || high < at) choose(form, "high", at);
  }
  meaning(form);
}

/** What the chosen position means, below the scale. @param {HTMLFormElement} form */
function meaning(form) {
  const best = chosen(form, "best");
  for (const one of form.querySelectorAll("[data-at]")) one.classList.toggle("chosen", Number(one.getAttribute("data-at")) === best);
}

/** Instead of a place: the scale rests, and the reasons of that answer are there. @param {HTMLFormElement} form */
function answered(form) {
  const answer = /** @type {HTMLInputElement | null} */ (form.querySelector('input[name="answer"]:checked'))?.value ?? "";
  const ladder = /** @type {HTMLFieldSetElement | null} */ (form.querySelector("fieldset.ladder"));
  if (ladder) ladder.disabled = answer !== "";
  for (const group of form.querySelectorAll("optgroup[data-answer]")) {
    const other = group.getAttribute("data-answer") !== answer;
    /** @type {HTMLOptGroupElement} */ (group).disabled = other;
    /** @type {HTMLOptGroupElement} */ (group).hidden = other;
  }
  const reason = /** @type {HTMLSelectElement | null} */ (form.querySelector('select[name="reason.id"]'));
  if (reason?.selectedOptions[0]?.closest("optgroup")?.disabled) reason.value = "";
  const why = /** @type {HTMLElement | null} */ (form.querySelector(".why"));
  if (why) why.hidden = answer === "" || why.dataset.answers?.split(" ").includes(answer) === false;
}

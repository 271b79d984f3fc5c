// @ts-check
/** A field in which a finding, or another thing with a name, is chosen by typing a part of what it says. */
import { el, shorten } from "./dom.js";
import { markOption } from "./listbox.js";
import { t } from "./words.js";

/** @typedef {{value: string, words: string, hint: string, fresh?: boolean}} Choice */

const MOST = 40;
let count = 0;

/**
 * Make a combobox of a text field: its list stands below it, and the choice fills it.
 * @param {HTMLInputElement} input
 * @param {object} parts
 * @param {(typed: string) => Choice[]} parts.find
 * @param {(choice: Choice) => void} [parts.chosen] what happens beside filling the field
 * @param {(choice: Choice) => string} [parts.written] what the field then says
 */
export function chooser(input, { find, chosen = () => {}, written = (choice) => choice.value }) {
  count += 1;
  const name = `choose-${count}`;
  const list = el("ul", { role: "listbox", id: name, class: "choices", "aria-label": t("Findings to choose from"), hidden: true });
  const none = el("p", { class: "hint", role: "status" });
  /** @type {Choice[]} */
  let choices = [];
  let at = 0;
  for (const [attribute, value] of Object.entries({
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": name,
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
  }))
    input.setAttribute(attribute, value);
  input.after(list, none);

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = () => markOption(list, input, at);
  const take = () => {
    const choice = choices[at];
    if (!choice) return;
    input.value = written(choice);
    none.textContent = "";
    chosen(choice);
    close();
  };
  const open = () => {
    choices = find(input.value).slice(0, MOST);
    at = 0;
    none.textContent = choices.length || !input.value.trim() ? "" : t("No finding has these words.");
    list.replaceChildren(
      ...choices.map((choice, place) =>
        el(
          "li",
          {
            role: "option",
            id: `${name}-${place}`,
            class: choice.fresh ? "fresh" : "",
            pointerdown: (/** @type {Event} */ event) => event.preventDefault(),
            click: () => ((at = place), take()),
          },
          el("span", {}, shorten(choice.words, 220)),
          el("small", {}, choice.hint),
        ),
      ),
    );
    list.hidden = !choices.length;
    input.setAttribute("aria-expanded", String(choices.length > 0));
    mark();
  };
  input.addEventListener("input", open);
  input.addEventListener("focus", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && list.hidden) open();
    else if (event.key === "ArrowDown") at = (at + 1) % choices.length;
    else if (event.key === "ArrowUp" && !list.hidden) at = (at - 1 + choices.length) % choices.length;
    else if (event.key === "Enter" && !list.hidden) take();
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (!list.hidden) mark();
  });
}

// @ts-check
/** Removing a code: where things rest on it, what they are is said, and it is asked again. */
import { button, el } from "./dom.js";
import { t } from "./words.js";

/**
 * @param {HTMLFormElement} form
 * @param {object} parts
 * @param {string} parts.address of the code
 * @param {(method: string, address: string) => Promise<import("./home_shared.js").Said>} parts.send
 * @param {string} parts.label
 * @param {(form: HTMLFormElement, said: import("./home_shared.js").Said) => Promise<void>} parts.refused
 * @param {(form: HTMLFormElement, message: string) => void} parts.wrong
 * @param {(code: string, words: string, focus: string) => Promise<void>} parts.moved
 */
export async function removal(form, { address, send, label, refused, wrong, moved }) {
  const box = /** @type {HTMLElement} */ (form.querySelector(".ask"));
  const done = () => moved("", t("Removed: {name}.", { name: label }), "tree");
  const said = await send("DELETE", address);
  if (said.ok) return done();
  if (said.body?.error?.code !== "dependants") return refused(form, said);
  const codings = said.body.error.rests?.coding ?? 0;
  const again = button(
    t("Remove it all the same"),
    async () => {
      wrong(form, "");
      const second = await send("DELETE", `${address}&with_dependants=1&expected=${codings}`);
      if (second.ok) return done();
      await refused(form, second);
    },
    { class: "button danger", id: "remove-all" },
  );
  const leave = button(t("Leave it"), () => {
    box.hidden = true;
    /** @type {HTMLElement} */ (form.querySelector("[type=submit]")).focus();
  });
  box.replaceChildren(el("p", { role: "alert" }, said.message), el("div", { class: "tools-row" }, again, leave));
  box.hidden = false;
  leave.focus();
}

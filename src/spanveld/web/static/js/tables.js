// @ts-check
/** The findings tables: lists of passages open in place, and stand open in the address, so that Back comes back to them. */
import { begin, fetchPage } from "./home_shared.js";

begin();

/** Bring the words of a list that came without them. @param {HTMLDetailsElement} list */
async function fill(list) {
  const address = list.dataset.more;
  if (!address) return;
  delete list.dataset.more;
  const fresh = await fetchPage(address.replace(/#.*/, ""));
  const made = fresh?.getElementById(list.id)?.querySelector(".passages");
  if (!made) {
    list.dataset.more = address;
    return;
  }
  list.querySelector("p")?.remove();
  list.append(document.importNode(made, true));
}

/** The address says which lists are open. */
function note() {
  const address = new URL(location.href);
  address.searchParams.delete("open");
  for (const list of document.querySelectorAll("details.cited[open]"))
    address.searchParams.append("open", /** @type {HTMLElement} */ (list).dataset.key ?? "");
  history.replaceState(history.state, "", address);
}

document.addEventListener(
  "toggle",
  (event) => {
    const list = event.target;
    if (!(list instanceof HTMLDetailsElement) || !list.matches(".cited")) return;
    if (list.open) void fill(list);
    note();
  },
  true,
);

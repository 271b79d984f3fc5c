// @ts-check
/** The page of a search: what was coded from it is told of, and can be undone. */
import { need } from "./dom.js";
import { begin, tell } from "./home_shared.js";

begin();
const told = need("main").dataset.told;
if (told) {
  tell(told, true);
  const address = new URL(location.href);
  address.searchParams.delete("coded");
  history.replaceState(history.state, "", address);
}

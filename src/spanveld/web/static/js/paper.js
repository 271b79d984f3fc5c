// @ts-check
/** The page on which comments come back: tells what was just brought in, and lets it be taken back. */
import { begin, tell } from "./home_shared.js";
import { t } from "./words.js";

begin();

const came = document.getElementById("came-back");
if (came && Number(came.dataset.count)) {
  tell(t("Memos written: {count}.", { count: Number(came.dataset.count) }), true);
  history.replaceState(null, "", location.pathname);
}
document.getElementById("waiting")?.focus();

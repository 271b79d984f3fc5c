// @ts-check
/** The page of import and export: tells what was just brought in, and lets it be taken back. */
import { begin, tell } from "./home_shared.js";
import { t } from "./words.js";

begin();

const came = document.getElementById("came-back");
if (came) {
  tell(t("Brought in: {what}.", { what: came.dataset.file ?? "" }), true);
  const address = new URL(location.href);
  address.searchParams.delete("came");
  history.replaceState(null, "", address);
}
document.getElementById("waiting")?.focus();

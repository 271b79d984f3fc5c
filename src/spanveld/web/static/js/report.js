// @ts-check
/** The report: read, not changed; light or dark as on the other pages. */
import { data } from "./dom.js";
import { theme } from "./home_shared.js";
import { setWords } from "./words.js";

setWords(data("words"));
theme();

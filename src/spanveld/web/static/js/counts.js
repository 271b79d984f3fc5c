// @ts-check
/** The page of counts: it hears what is marked and coded. */
import { begin } from "./home_shared.js";

begin();

// @ts-check
/** The page of what the material covers: it hears what is marked and coded. */
import { begin } from "./home_shared.js";

begin();

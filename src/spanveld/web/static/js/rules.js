// @ts-check
/** The pages of rules of the game and of expectations: they hear what is linked and decided elsewhere. */
import { begin } from "./home_shared.js";

begin();

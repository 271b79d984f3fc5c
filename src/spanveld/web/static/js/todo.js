// @ts-check
/** The page of what is left to do: it hears what is mended. */
import { begin } from "./home_shared.js";

begin();

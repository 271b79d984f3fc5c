// @ts-check
/** The page on which files come in. */
import { begin } from "./home_shared.js";
import { imports } from "./imports.js";

begin();
imports();

// @ts-check
/** The first page: sources changed where they stand, and files that come in. */
import { forms } from "./home_forms.js";
import { begin } from "./home_shared.js";
import { imports } from "./imports.js";

begin();
forms();
imports();

import { compositionRulesPage } from "./composition-rules-page.js";
import { readmePage } from "./configuration-table.js";
import { errorsPage } from "./errors-page.js";

/** Every generated page: path from the project's root → its text. */
export const GENERATED_PAGES: Readonly<Record<string, () => string>> = {
  "docs/errors.md": errorsPage,
  "docs/composition-rules.md": compositionRulesPage,
  "README.md": readmePage,
};

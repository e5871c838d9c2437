import { COMPOSITION_RULES } from "../compose/all-rules.js";

/** `docs/composition-rules.md`, from the rules' own texts. */
export function compositionRulesPage(): string {
  return [
    "# Rules of composition",
    "",
    "Generated from `scripts/compose/rules/` by `npm run docs`; do not edit.",
    "",
    "`npm run compose` builds the supergraph from the departments' schemas. It fails, naming coordinate and remedy, when one of these",
    "rules is broken, when Apollo's own composition fails, or when that gives so much as a hint. Directives are found by the URL of",
    "the `@link` that brings them, whatever they are called in a schema.",
    "",
    "| rule | what it demands |",
    "| --- | --- |",
    ...COMPOSITION_RULES.map(({ name, demands }) => `| [\`${name}\`](../scripts/compose/rules/${name}.ts) | ${demands.replaceAll("|", "\\|")} |`),
    "",
  ].join("\n");
}

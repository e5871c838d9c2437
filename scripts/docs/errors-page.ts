import { ERRORS } from "../../consent/model/errors.js";

/** `docs/errors.md`, from the catalogue of errors. */
export function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([code, { status, message, when }]) => `| \`${code}\` | ${status} | ${cell(message)} | ${cell(when)} |`);
  return [
    "# Errors",
    "",
    "Generated from `consent/model/errors.ts` by `npm run docs`; do not edit.",
    "",
    "A client finds the code in `extensions.code` of each error. The HTTP status holds where the error stands for the whole",
    "operation; an error with a `path` stands for one field, which is then `null`, and the answer's status is 200.",
    "",
    "| code | status | message | when, and what to do |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** What is measured, in one run, over the same departments and data. */
export const VARIANTS = {
  "apollo-shipped": "@apollo/gateway as shipped, ungoverned",
  "apollo-undici": "@apollo/gateway, bare undici data source, ungoverned",
  "apollo-permitting": "@apollo/gateway, bare undici, decisions that always permit",
  "assent-plain": "Assent's execution, no @requires, ungoverned",
  "assent-permitting": "Assent's execution, decisions that always permit",
  assent: "Assent, governed: the whole way",
} as const;
export type Variant = keyof typeof VARIANTS;

import type { CompositionRule } from "./rule.js";
import { argumentScalars } from "./rules/argument-scalars.js";
import { argumentsReveal } from "./rules/arguments-reveal.js";
import { basisGiven } from "./rules/basis-given.js";
import { bulkRootMode } from "./rules/bulk-root-mode.js";
import { compositionKeepsSharing } from "./rules/composition-keeps-sharing.js";
import { consentItemFilter } from "./rules/consent-item-filter.js";
import { decisionCycle } from "./rules/decision-cycle.js";
import { decisionOwner } from "./rules/decision-owner.js";
import { exercisedModes } from "./rules/exercised-modes.js";
import { governedFederationDirectives } from "./rules/governed-federation-directives.js";
import { governedFieldHasRule } from "./rules/governed-field-has-rule.js";
import { governedRootAnswers } from "./rules/governed-root-answers.js";
import { identifierKeys } from "./rules/identifier-keys.js";
import { identifierRevealsKey } from "./rules/identifier-reveals-key.js";
import { identifierStandards } from "./rules/identifier-standards.js";
import { keyedRootMode } from "./rules/keyed-root-mode.js";
import { knownDirectives } from "./rules/known-directives.js";
import { knownLinks } from "./rules/known-links.js";
import { needlessDecision } from "./rules/needless-decision.js";
import { openReferenceData } from "./rules/open-reference-data.js";
import { platformAccess } from "./rules/platform-access.js";
import { protectedNullable } from "./rules/protected-nullable.js";
import { protectedRequiresDecision } from "./rules/protected-requires-decision.js";
import { readableSharing } from "./rules/readable-sharing.js";
import { registeredOwnership } from "./rules/registered-ownership.js";
import { requiresOwn } from "./rules/requires-own.js";
import { revealsExist } from "./rules/reveals-exist.js";
import { rootTypeNames } from "./rules/root-type-names.js";
import { ruleCopies } from "./rules/rule-copies.js";
import { sharingDefinitions } from "./rules/sharing-definitions.js";
import { singleResolver } from "./rules/single-resolver.js";
import { withheldInaccessible } from "./rules/withheld-inaccessible.js";

/** Every rule of composition (architecture.md, "Composition fails"), in the order in which findings are most useful. */
export const COMPOSITION_RULES: readonly CompositionRule[] = [
  knownLinks,
  knownDirectives,
  rootTypeNames,
  sharingDefinitions,
  readableSharing,
  registeredOwnership,
  identifierKeys,
  decisionOwner,
  decisionCycle,
  governedFieldHasRule,
  basisGiven,
  withheldInaccessible,
  ruleCopies,
  singleResolver,
  protectedRequiresDecision,
  protectedNullable,
  needlessDecision,
  requiresOwn,
  governedFederationDirectives,
  platformAccess,
  argumentScalars,
  argumentsReveal,
  revealsExist,
  consentItemFilter,
  exercisedModes,
  bulkRootMode,
  keyedRootMode,
  governedRootAnswers,
  openReferenceData,
  identifierRevealsKey,
  identifierStandards,
  compositionKeepsSharing,
];

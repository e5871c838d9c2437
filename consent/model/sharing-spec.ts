import { createHash } from "node:crypto";
import type { ConstDirectiveNode, DocumentNode } from "graphql";
import { ROLES, type Role } from "./caller.js";
import { type DirectiveArguments, directiveArguments } from "./directive-arguments.js";
import { type SchemaPlace, type SchemaPlaceKind, schemaPlaces } from "./schema-places.js";
import { readSchemaLinks } from "./schema-links.js";
import { type Coordinate, MASKS, SENSITIVITIES, SHARING_MODES, SHARING_TYPES, type SharingMode, type SharingRule, type SharingType } from "./sharing.js";

/** The identity of the sharing directives. They are looked up by it, never by bare name (architecture.md, "What is governed, and the directives"). */
export const SHARING_SPEC_URL = "https://specs.assent.example/sharing/v1.0";

/** The sharing specification's directives, by their names there. */
export const SHARING_DIRECTIVES = ["sharing", "exercises", "reveals", "identifier", "access"] as const;
export type SharingDirective = (typeof SHARING_DIRECTIVES)[number];

/** National standards of identifiers that `@identifier` names: identity number, credit code, licence identifier, division code. */
export const IDENTIFIER_STANDARDS = ["GB_11643", "GB_32100", "GBT_36904", "GBT_2260"] as const;
export type IdentifierStandard = (typeof IDENTIFIER_STANDARDS)[number];

/** What a subgraph's `extend schema` bears besides its federation link: the link, and that the directives reach the supergraph. */
export const SHARING_LINK_SDL = [
  `@link(url: "${SHARING_SPEC_URL}", import: [${SHARING_DIRECTIVES.map((name) => `"@${name}"`).join(", ")}])`,
  ...SHARING_DIRECTIVES.map((name) => `@composeDirective(name: "@${name}")`),
].join("\n  ");

/**
 * The definitions that every subgraph which links the specification includes as they stand. The enums bear the link's
 * namespace, so that they leave the API schema together with the directives; marked @inaccessible they would not compose.
 */
export const SHARING_SPEC_SDL = `directive @sharing(
  type: sharing__SharingType!
  modes: [sharing__SharingMode!]
  departments: [String!]
  purposes: [String!]
  consent: Boolean = false
  sensitivity: sharing__Sensitivity
  basis: String
  mask: sharing__Mask
) on FIELD_DEFINITION

directive @exercises(mode: sharing__SharingMode!) on FIELD_DEFINITION

directive @reveals(field: String!) repeatable on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE

directive @identifier(standard: sharing__IdentifierStandard!) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION

directive @access(roles: [sharing__Role!]!) on FIELD_DEFINITION

enum sharing__SharingType {
  ${SHARING_TYPES.join("\n  ")}
}

enum sharing__SharingMode {
  ${SHARING_MODES.join("\n  ")}
}

enum sharing__Sensitivity {
  ${SENSITIVITIES.join("\n  ")}
}

enum sharing__Mask {
  ${MASKS.join("\n  ")}
}

enum sharing__IdentifierStandard {
  ${IDENTIFIER_STANDARDS.join("\n  ")}
}

enum sharing__Role {
  ${ROLES.join("\n  ")}
}
`;

/** Something in a schema's use of the specification that cannot be relied on. */
export interface SharingSpecFinding {
  readonly coordinate: Coordinate;
  readonly message: string;
}

/** What a schema says with the specification's directives; with any finding, none of it may be enforced or served. */
export interface SharingSpecReading {
  /** `Type.field` → its rule. */
  readonly rules: ReadonlyMap<Coordinate, SharingRule>;
  /** `Type.field` → the mode that it exercises; what does not say so exercises QUERY. */
  readonly exercises: ReadonlyMap<Coordinate, SharingMode>;
  /** `Type.field(arg:)`, `Input.field` or `Enum.VALUE` → the items of which it tells something. */
  readonly reveals: ReadonlyMap<Coordinate, readonly Coordinate[]>;
  /** `Type.field(arg:)` or `Input.field` → the standard that its value must satisfy. */
  readonly identifiers: ReadonlyMap<Coordinate, IdentifierStandard>;
  /** `Type.field` → the roles that may use this platform field. */
  readonly access: ReadonlyMap<Coordinate, readonly Role[]>;
  readonly findings: readonly SharingSpecFinding[];
}

const SPEC_IDENTITY = SHARING_SPEC_URL.replace(/\/v[\d.]+$/, "");

const PLACES: Record<SharingDirective, readonly SchemaPlaceKind[]> = {
  sharing: ["FIELD", "INTERFACE_FIELD"],
  exercises: ["FIELD", "INTERFACE_FIELD"],
  access: ["FIELD", "INTERFACE_FIELD"],
  reveals: ["ARGUMENT", "INTERFACE_ARGUMENT", "INPUT_FIELD", "ENUM_VALUE"],
  identifier: ["ARGUMENT", "INTERFACE_ARGUMENT", "INPUT_FIELD"],
};

/**
 * Reads the sharing directives of a subgraph's or a supergraph's document, under whatever names its `@link` gives them.
 * Reads strictly: an argument that is missing, unknown or of the wrong form is a finding. What an interface's fields say
 * is checked, but counts for nothing: the rules stand on the object types.
 */
export function readSharingSpec(document: DocumentNode): SharingSpecReading {
  const links = readSchemaLinks(document);
  const reading = emptyReading();
  const { findings } = reading;
  for (const problem of links.problems) findings.push({ coordinate: "schema", message: problem });
  for (const link of links.links.filter(({ identity, url }) => identity === SPEC_IDENTITY && url !== SHARING_SPEC_URL)) {
    findings.push({ coordinate: "schema", message: `${link.url} is not ${SHARING_SPEC_URL}` });
  }
  for (const place of schemaPlaces(document)) {
    const seen = new Set<SharingDirective>();
    for (const node of place.directives) {
      const linked = links.directive(node.name.value);
      if (linked?.link.identity !== SPEC_IDENTITY) continue;
      const directive = SHARING_DIRECTIVES.find((name) => name === linked.name);
      const misuse = misuseOf(directive, place, node, linked.shadowed || (directive !== undefined && directive !== "reveals" && seen.has(directive)));
      if (misuse) findings.push({ coordinate: place.coordinate, message: misuse });
      else if (directive) readApplication(directive, place, directiveArguments(node), reading);
      if (directive) seen.add(directive);
    }
  }
  return reading;
}

interface MutableReading extends SharingSpecReading {
  readonly rules: Map<Coordinate, SharingRule>;
  readonly exercises: Map<Coordinate, SharingMode>;
  readonly reveals: Map<Coordinate, Coordinate[]>;
  readonly identifiers: Map<Coordinate, IdentifierStandard>;
  readonly access: Map<Coordinate, readonly Role[]>;
  readonly findings: SharingSpecFinding[];
}

function emptyReading(): MutableReading {
  return { rules: new Map(), exercises: new Map(), reveals: new Map(), identifiers: new Map(), access: new Map(), findings: [] };
}

function misuseOf(directive: SharingDirective | undefined, place: SchemaPlace, node: ConstDirectiveNode, ambiguous: boolean): string | null {
  const written = `@${node.name.value}`;
  if (!directive) return `${written} is not a directive of ${SHARING_SPEC_URL}`;
  if (ambiguous) return `${written} is used under two names or twice`;
  return PLACES[directive].includes(place.kind) ? null : `${written} has no meaning here`;
}

function readApplication(directive: SharingDirective, place: SchemaPlace, given: DirectiveArguments, reading: MutableReading): void {
  const { coordinate } = place;
  const counts = place.kind !== "INTERFACE_FIELD" && place.kind !== "INTERFACE_ARGUMENT";
  const record = readers[directive](coordinate, given, reading);
  const problems = given.problems();
  for (const problem of problems) reading.findings.push({ coordinate, message: `@${directive}: ${problem}` });
  if (counts && problems.length === 0) record();
}

type Reader = (coordinate: Coordinate, given: DirectiveArguments, reading: MutableReading) => () => void;

const readers: Record<SharingDirective, Reader> = {
  sharing: (coordinate, given, reading) => {
    const rule = readRule(coordinate, given, reading.findings);
    return () => void (rule && reading.rules.set(coordinate, rule));
  },
  exercises: (coordinate, given, reading) => {
    const mode = given.member("mode", SHARING_MODES);
    given.demand("mode");
    return () => void (mode && reading.exercises.set(coordinate, mode));
  },
  reveals: (coordinate, given, reading) => {
    const field = given.text("field");
    given.demand("field");
    if (field && !/^[A-Za-z]\w*\.[A-Za-z]\w*$/.test(field)) reading.findings.push({ coordinate, message: "@reveals: field must be Type.field" });
    return () => void (field && reading.reveals.set(coordinate, [...(reading.reveals.get(coordinate) ?? []), field]));
  },
  identifier: (coordinate, given, reading) => {
    const standard = given.member("standard", IDENTIFIER_STANDARDS);
    given.demand("standard");
    return () => void (standard && reading.identifiers.set(coordinate, standard));
  },
  access: (coordinate, given, reading) => {
    const roles = given.members("roles", ROLES);
    given.demand("roles");
    return () => void (roles && reading.access.set(coordinate, roles));
  },
};

function readRule(coordinate: Coordinate, given: DirectiveArguments, findings: SharingSpecFinding[]): SharingRule | null {
  const type = given.member("type", SHARING_TYPES);
  given.demand("type");
  const modes = given.members("modes", SHARING_MODES);
  const consent = given.flag("consent");
  const rule = {
    coordinate,
    departments: given.texts("departments"),
    purposes: given.texts("purposes"),
    consent,
    sensitivity: given.member("sensitivity", SENSITIVITIES) ?? (consent ? "SENSITIVE" : "PERSONAL"),
    basis: given.text("basis"),
    mask: given.member("mask", MASKS),
  } as const;
  if (!type) return null;
  const contradiction = contradictionOf(type, modes, consent);
  if (contradiction) findings.push({ coordinate, message: `@sharing: ${contradiction}` });
  if (contradiction) return null;
  const whole = { ...rule, type, modes: type === "UNCONDITIONAL" ? SHARING_MODES : (modes ?? []) };
  return { ...whole, version: versionOf(whole) };
}

function contradictionOf(type: SharingType, modes: readonly SharingMode[] | null, consent: boolean): string | null {
  switch (type) {
    case "UNCONDITIONAL":
      if (consent) return "what needs consent is CONDITIONAL";
      return modes && modes.length < SHARING_MODES.length ? "UNCONDITIONAL admits every mode; name none, or make it CONDITIONAL" : null;
    case "CONDITIONAL":
      return modes ? null : "CONDITIONAL names the modes that it admits";
    case "WITHHELD":
      return modes || consent ? "WITHHELD admits no mode and asks no consent" : null;
    default:
      return "unknown sharing type";
  }
}

/** First 16 hex digits of the SHA-256 of the rule's canonical form: its properties in a fixed order, its sets sorted. */
function versionOf(rule: Omit<SharingRule, "version">): string {
  const sorted = (values: readonly string[] | null) => values && [...values].sort();
  const canonical = [
    rule.coordinate,
    rule.type,
    sorted(rule.modes),
    sorted(rule.departments),
    sorted(rule.purposes),
    rule.consent,
    rule.sensitivity,
    rule.basis,
    rule.mask,
  ];
  return createHash("sha256").update(JSON.stringify(canonical)).digest("hex").slice(0, 16);
}

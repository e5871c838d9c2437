import type { Coordinate } from "../../consent/model/sharing.js";
import type { DecisionTable } from "../decisions/decision-table.js";
import type { CollectedField } from "../document/shape.js";
import type { Issue } from "../execution/result-tree.js";
import type { UseListener } from "../shaping/shape-result.js";

/** One governed object of an answer. */
export interface Use {
  readonly typeName: string;
  readonly key: string;
  /** Coordinates shown, sorted. */
  readonly shown: readonly Coordinate[];
  readonly withheld: readonly Issue[];
  /** `consent@version` → the items that stand on it. */
  readonly consents: ReadonlyMap<string, readonly Coordinate[]>;
}

const NO_CONSENTS: Use["consents"] = new Map();

/** Gathers, while an answer is shaped, which governed objects stand in it. */
export interface Uses extends UseListener {
  all(): Iterable<Use>;
}

interface Gathered {
  readonly typeName: string;
  readonly key: string;
  /** Mostly one; a few where an object stands in several places. */
  readonly selections: (readonly CollectedField[])[];
  /** Made when something is withheld. */
  withheld: Map<string, Issue> | null;
}

const NOTHING: readonly Issue[] = [];

/**
 * The uses of one answer: one entry a governed object, however often it stands in it. Coordinates are worked out once a
 * selection, not once an object.
 */
export function createUses(decisions: DecisionTable): Uses {
  const gathered = new Map<string, Gathered>();
  const of = (typeName: string, key: string): Gathered => {
    const name = `${typeName}\n${key}`;
    let known = gathered.get(name);
    if (!known) gathered.set(name, (known = { typeName, key, selections: [], withheld: null }));
    return known;
  };
  return {
    shown(typeName, key, fields) {
      const { selections } = of(typeName, key);
      if (!selections.includes(fields)) selections.push(fields);
    },
    withheld(typeName, key, issue) {
      const use = of(typeName, key);
      use.withheld ??= new Map();
      use.withheld.set(`${issue.coordinate} ${issue.code}`, issue);
    },
    *all() {
      const consents = consentsByObject(decisions);
      const coordinates = new Map<string, readonly Coordinate[]>();
      const numbers = new Map<readonly CollectedField[], number>();
      for (const { typeName, key, selections, withheld } of gathered.values()) {
        const name = `${typeName} ${selections.map((fields) => numberOf(fields, numbers)).join()}`;
        let all = coordinates.get(name);
        if (!all) coordinates.set(name, (all = coordinatesOf(typeName, selections)));
        const issues = withheld ? [...withheld.values()] : NOTHING;
        const shown = withheld ? all.filter((coordinate) => !issues.some((issue) => issue.coordinate === coordinate)) : all;
        yield { typeName, key, shown, withheld: issues, consents: consents.get(`${typeName}\n${key}`) ?? NO_CONSENTS };
      }
    },
  };
}

function numberOf(fields: readonly CollectedField[], numbers: Map<readonly CollectedField[], number>): number {
  const known = numbers.get(fields) ?? numbers.size;
  numbers.set(fields, known);
  return known;
}

function coordinatesOf(typeName: string, selections: readonly (readonly CollectedField[])[]): Coordinate[] {
  const names = new Set<string>();
  for (const fields of selections) for (const { field } of fields) names.add(field.fieldName);
  return [...names].sort().map((name) => `${typeName}.${name}`);
}

/** By governed object, the consents on which its items stand. */
function consentsByObject(decisions: DecisionTable): Map<string, Map<string, Coordinate[]>> {
  const byObject = new Map<string, Map<string, Coordinate[]>>();
  for (const { typeName, key, decisions: decided } of decisions.entities()) {
    for (const { items } of decided) {
      for (const [coordinate, verdict] of items) {
        if (!verdict.permitted || verdict.basis !== "CONSENT") continue;
        const name = `${typeName}\n${key}`;
        let consents = byObject.get(name);
        if (!consents) byObject.set(name, (consents = new Map()));
        const consent = `${verdict.consent}@${verdict.consentVersion}`;
        const known = consents.get(consent);
        if (known) known.push(coordinate);
        else consents.set(consent, [coordinate]);
      }
    }
  }
  return byObject;
}

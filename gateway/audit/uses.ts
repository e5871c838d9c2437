import type { Verdict } from "../../consent/model/decision.js";
import type { Coordinate } from "../../consent/model/sharing.js";
import { type DecisionTable, verdictOnAll } from "../decisions/decision-table.js";
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
  readonly verdicts: readonly (readonly [Coordinate, Verdict])[];
}

/** Gathers, while an answer is shaped, which governed objects stand in it. */
export interface Uses extends UseListener {
  all(): Iterable<Use>;
}

interface Gathered {
  readonly typeName: string;
  readonly key: string;
  readonly selections: Set<readonly CollectedField[]>;
  readonly withheld: Map<string, Issue>;
}

/**
 * The uses of one answer: one entry a governed object, however often it stands in it. Coordinates are worked out once a
 * selection, not once an object.
 */
export function createUses(decisions: DecisionTable): Uses {
  const gathered = new Map<string, Gathered>();
  const of = (typeName: string, key: string): Gathered => {
    const name = `${typeName}\n${key}`;
    let known = gathered.get(name);
    if (!known) gathered.set(name, (known = { typeName, key, selections: new Set(), withheld: new Map() }));
    return known;
  };
  return {
    shown: (typeName, key, fields) => void of(typeName, key).selections.add(fields),
    withheld: (typeName, key, issue) => void of(typeName, key).withheld.set(`${issue.coordinate} ${issue.code}`, issue),
    *all() {
      const verdicts = consentVerdicts(decisions);
      const coordinates = new Map<string, readonly Coordinate[]>();
      const numbers = new Map<readonly CollectedField[], number>();
      for (const { typeName, key, selections, withheld } of gathered.values()) {
        const name = `${typeName} ${[...selections].map((fields) => numberOf(fields, numbers)).join()}`;
        let all = coordinates.get(name);
        if (!all) coordinates.set(name, (all = coordinatesOf(typeName, selections)));
        const issues = [...withheld.values()];
        const hidden = new Set(issues.map(({ coordinate }) => coordinate));
        const shown = hidden.size === 0 ? all : all.filter((coordinate) => !hidden.has(coordinate));
        yield { typeName, key, shown, withheld: issues, verdicts: verdicts.get(`${typeName}\n${key}`) ?? [] };
      }
    },
  };
}

function numberOf(fields: readonly CollectedField[], numbers: Map<readonly CollectedField[], number>): number {
  const known = numbers.get(fields) ?? numbers.size;
  numbers.set(fields, known);
  return known;
}

function coordinatesOf(typeName: string, selections: ReadonlySet<readonly CollectedField[]>): Coordinate[] {
  const names = new Set<string>();
  for (const fields of selections) for (const { field } of fields) names.add(field.fieldName);
  return [...names].sort().map((name) => `${typeName}.${name}`);
}

/** By governed object, the items that stand on a consent. */
function consentVerdicts(decisions: DecisionTable): Map<string, [Coordinate, Verdict][]> {
  const byObject = new Map<string, [Coordinate, Verdict][]>();
  for (const entity of decisions.entities()) {
    const items = new Set(entity.decisions.flatMap(({ items: decided }) => (hasConsent(decided) ? [...decided.keys()] : [])));
    const verdicts = [...items].map((item): [Coordinate, Verdict] => [item, verdictOnAll(entity, [item])]);
    if (verdicts.length > 0) byObject.set(`${entity.typeName}\n${entity.key}`, verdicts);
  }
  return byObject;
}

function hasConsent(items: ReadonlyMap<Coordinate, Verdict>): boolean {
  for (const verdict of items.values()) if (verdict.permitted && verdict.basis === "CONSENT") return true;
  return false;
}

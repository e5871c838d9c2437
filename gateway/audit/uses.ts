import type { ConsentUse } from "../../consent/model/decision.js";
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
  /** What of it stands on consent, its data subjects one after the other. */
  readonly consents: readonly ConsentUse[];
}

const NO_CONSENTS: Use["consents"] = [];

/** Gathers, while an answer is shaped, which governed objects stand in it. */
export interface Uses extends UseListener {
  all(): Iterable<Use>;
}

/** Mostly one selection; a few where an object stands in several places. */
type Selections = readonly CollectedField[] | Set<readonly CollectedField[]>;

interface Gathered {
  selections: Selections;
  /** Made when something is withheld. */
  withheld: Map<string, Issue> | null;
}

const NO_SELECTIONS: readonly CollectedField[] = [];
const NOTHING: readonly Issue[] = [];

/**
 * The uses of one answer: one entry a governed object, however often it stands in it. Coordinates are worked out once a
 * selection, not once an object.
 */
export function createUses(decisions: DecisionTable): Uses {
  const gathered = new Map<string, Map<string, Gathered>>();
  const of = (typeName: string, key: string): Gathered => {
    let byKey = gathered.get(typeName);
    if (!byKey) gathered.set(typeName, (byKey = new Map()));
    let known = byKey.get(key);
    if (!known) byKey.set(key, (known = { selections: NO_SELECTIONS, withheld: null }));
    return known;
  };
  return {
    shown(typeName, key, fields) {
      const use = of(typeName, key);
      if (use.selections === NO_SELECTIONS) use.selections = fields;
      else if (use.selections !== fields) use.selections = withSelection(use.selections, fields);
    },
    withheld(typeName, key, issue) {
      const use = of(typeName, key);
      use.withheld ??= new Map();
      use.withheld.set(`${issue.coordinate} ${issue.code}`, issue);
    },
    *all() {
      const consents = consentsByObject(decisions);
      for (const [typeName, byKey] of gathered) {
        const coordinatesOf = createCoordinates(typeName);
        const consentsByKey = consents.get(typeName);
        for (const [key, { selections, withheld }] of byKey) {
          const all = coordinatesOf(selections);
          const issues = withheld ? [...withheld.values()] : NOTHING;
          const shown = withheld ? all.filter((coordinate) => !issues.some((issue) => issue.coordinate === coordinate)) : all;
          yield { typeName, key, shown, withheld: issues, consents: consentsByKey?.get(key) ?? NO_CONSENTS };
        }
      }
    },
  };
}

function isOne(selections: Selections): selections is readonly CollectedField[] {
  return !(selections instanceof Set);
}

function withSelection(known: Selections, fields: readonly CollectedField[]): Selections {
  return isOne(known) ? new Set([known, fields]) : known.add(fields);
}

/** Coordinates of the selections of one type, sorted; the same array for the same selection. */
function createCoordinates(typeName: string): (selections: Selections) => readonly Coordinate[] {
  const known = new Map<readonly CollectedField[], readonly Coordinate[]>();
  const all = (...selections: (readonly CollectedField[])[]): Coordinate[] =>
    [...new Set(selections.flat().map(({ field }) => field.fieldName))].sort().map((name) => `${typeName}.${name}`);
  return (selections) => {
    if (!isOne(selections)) return all(...selections);
    let coordinates = known.get(selections);
    if (!coordinates) known.set(selections, (coordinates = all(selections)));
    return coordinates;
  };
}

/** By type and key of governed objects, the consents on which their items stand. */
function consentsByObject(decisions: DecisionTable): Map<string, Map<string, readonly ConsentUse[]>> {
  const byType = new Map<string, Map<string, readonly ConsentUse[]>>();
  for (const { typeName, key, decisions: decided } of decisions.entities()) {
    const [first, ...others] = decided;
    const consents = others.length === 0 ? (first?.consents ?? NO_CONSENTS) : decided.flatMap((decision) => decision.consents);
    if (consents.length === 0) continue;
    let byKey = byType.get(typeName);
    if (!byKey) byType.set(typeName, (byKey = new Map()));
    const known = byKey.get(key);
    byKey.set(key, known ? [...known, ...consents] : consents);
  }
  return byType;
}

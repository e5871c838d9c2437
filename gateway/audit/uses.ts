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

/** Gathers, while an answer is shaped, which governed objects stand in it. */
export interface Uses extends UseListener {
  all(): Iterable<Use>;
  /** Elements of the answer's lists, by coordinate. */
  rows(): ReadonlyMap<Coordinate, number>;
}

/** Mostly one selection; where an object stands in several places, how often it stands with each. */
type Selections = readonly CollectedField[] | Map<readonly CollectedField[], number>;

interface Gathered {
  selections: Selections;
  /** Made when something is withheld. */
  withheld: Map<string, WithheldIssue> | null;
}

interface WithheldIssue {
  readonly issue: Issue;
  /** In how many places nothing is shown for this reason. */
  hidden: number;
}

const NO_SELECTIONS: readonly CollectedField[] = [];
const NOTHING: readonly Issue[] = [];

/**
 * The uses of one answer: one entry a governed object, however often it stands in it. Coordinates are worked out once a
 * selection, not once an object.
 */
export function createUses(decisions: DecisionTable): Uses {
  const gathered = new Map<string, Map<string, Gathered>>();
  const rows = new Map<Coordinate, number>();
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
      else use.selections = withSelection(use.selections, fields);
    },
    withheld(typeName, key, issue, shownInPart) {
      const use = of(typeName, key);
      use.withheld ??= new Map();
      const name = `${issue.coordinate} ${issue.code}`;
      const known = use.withheld.get(name) ?? { issue, hidden: 0 };
      if (!shownInPart) known.hidden += 1;
      use.withheld.set(name, known);
    },
    listed(coordinate, length) {
      rows.set(coordinate, (rows.get(coordinate) ?? 0) + length);
    },
    rows: () => rows,
    *all() {
      for (const [typeName, byKey] of gathered) {
        const coordinatesOf = createCoordinates(typeName);
        for (const [key, { selections, withheld }] of byKey) {
          const all = coordinatesOf(selections);
          const issues = withheld ? Array.from(withheld.values(), ({ issue }) => issue) : NOTHING;
          const shown = withheld ? shownOf(all, selections, [...withheld.values()]) : all;
          yield { typeName, key, shown, withheld: issues, consents: decisions.consentsAbout(typeName, key) };
        }
      }
    },
  };
}

function isOne(selections: Selections): selections is readonly CollectedField[] {
  return !(selections instanceof Map);
}

function withSelection(known: Selections, fields: readonly CollectedField[]): Selections {
  const counted = isOne(known) ? new Map([[known, 1]]) : known;
  return counted.set(fields, (counted.get(fields) ?? 0) + 1);
}

/** What stands in some place: all but the coordinates of which every place is hidden. */
function shownOf(all: readonly Coordinate[], selections: Selections, withheld: readonly WithheldIssue[]): Coordinate[] {
  const counted = isOne(selections) ? [[selections, 1] as const] : [...selections];
  return all.filter((coordinate) => {
    const hidden = withheld.reduce((sum, known) => sum + (known.issue.coordinate === coordinate ? known.hidden : 0), 0);
    if (hidden === 0) return true;
    const name = coordinate.slice(coordinate.indexOf(".") + 1);
    return counted.reduce((sum, [fields, times]) => sum + times * fields.filter(({ field }) => field.fieldName === name).length, 0) > hidden;
  });
}

/** Coordinates of the selections of one type, sorted; the same array for the same selection. */
function createCoordinates(typeName: string): (selections: Selections) => readonly Coordinate[] {
  const known = new Map<readonly CollectedField[], readonly Coordinate[]>();
  const all = (...selections: (readonly CollectedField[])[]): Coordinate[] =>
    [...new Set(selections.flat().map(({ field }) => field.fieldName))].sort().map((name) => `${typeName}.${name}`);
  const allOf = (selection: readonly CollectedField[]): readonly Coordinate[] => {
    let coordinates = known.get(selection);
    if (!coordinates) known.set(selection, (coordinates = all(selection)));
    return coordinates;
  };
  return (selections) => {
    if (isOne(selections)) return allOf(selections);
    const [first, ...others] = selections.keys();
    return first && others.length === 0 ? allOf(first) : all(...selections.keys());
  };
}

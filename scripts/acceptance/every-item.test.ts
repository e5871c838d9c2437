import { readFileSync } from "node:fs";
import { buildSchema, getNamedType, type GraphQLNamedType, type GraphQLObjectType, isCompositeType, isInterfaceType, isLeafType, isObjectType } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { CAST } from "../seed/cast.js";
import { grantToHousing } from "./consents.js";
import { type Answer, useRunningStack } from "./running-stack.js";

const running = useRunningStack();
const schema = buildSchema(readFileSync("gateway/schema.graphql", "utf8"));

/** Who and what of the cast is asked about, by type. */
const ROOTS = [
  { type: "Person", root: "person(idNumber: $key)", keys: [CAST.zhang, CAST.li, CAST.child, CAST.wang] },
  { type: "LegalEntity", root: "legalEntity(uscc: $key)", keys: [CAST.company, CAST.bank] },
  { type: "Parcel", root: "parcel(unitNumber: $key)", keys: [CAST.home, CAST.shop] },
  { type: "Licence", root: "licence(identifier: $key)", keys: [CAST.drivingLicence, CAST.foodLicence, CAST.socialSecurityCard] },
] as const;
const CASES = ROOTS.flatMap(({ type, root, keys }) => keys.map((key) => ({ type, root, key })));

const rules = () => running.stack.gateway.parts.graph.governed.rules;
const isShown = (coordinate: string): boolean => {
  const rule = rules().get(coordinate);
  return !rule || rule.type === "UNCONDITIONAL" || (rule.type === "CONDITIONAL" && rule.modes.includes("QUERY"));
};
const fieldsOf = (type: GraphQLObjectType): { name: string; type: GraphQLNamedType }[] =>
  Object.values(type.getFields())
    .filter(({ name, args }) => args.length === 0 && isShown(`${type.name}.${name}`))
    .map((field) => ({ name: field.name, type: getNamedType(field.type) }));

/** Every value directly under a type, each under a name of its own. */
function leavesOf(type: GraphQLNamedType): string {
  if (isInterfaceType(type))
    return `__typename ${schema
      .getPossibleTypes(type)
      .map((possible) => `... on ${possible.name} { ${leavesOf(possible)} }`)
      .join(" ")}`;
  if (!isObjectType(type)) return "";
  const leaves = fieldsOf(type).filter((field) => isLeafType(field.type));
  return `__typename ${leaves.map(({ name }) => `${type.name}_${name}: ${name}`).join(" ")}`;
}

/** One query for each field of a type: itself, or every value directly under it. */
const queriesOf = (typeName: string, root: string): { coordinate: string; query: string }[] =>
  fieldsOf(schema.getType(typeName) as GraphQLObjectType).map(({ name, type }) => ({
    coordinate: `${typeName}.${name}`,
    query: `query($key: ID!) { root: ${root} { item: ${name} ${isCompositeType(type) ? `{ ${leavesOf(type)} }` : ""} } }`,
  }));

/** The values found under an item, by the coordinate that each stands for; itself for a leaf. */
function* valuesOf(item: unknown, coordinate: string): Generator<[string, unknown]> {
  if (Array.isArray(item)) for (const element of item) yield* valuesOf(element, coordinate);
  else if (typeof item !== "object" || item === null) yield [coordinate, item];
  else for (const [name, value] of Object.entries(item)) if (name !== "__typename") yield [`${coordinate} → ${name.replace("_", ".")}`, value];
}

beforeAll(async () => {
  const items = [...rules().keys()].filter(isShown);
  await grantToHousing(running, "acceptance-statute", items, "QUERY", "《测试法》第一条");
  await grantToHousing(running, "acceptance-consent", items);
});

const ask = (scenario: string, key: string, query: string): Promise<Answer> =>
  running.ask({ account: "housing-caseworker", scenario, case: `every-item-${CASES.findIndex((asked) => asked.key === key)}`, query, variables: { key } });

/** What nothing and nobody in the cast has. */
const NOBODYS = [
  "Parcel.mortgages → Mortgage.dischargedOn",
  "Person.children → Person.phone",
  "Person.deathRecord",
  "Person.minimumLivingAllowance → MinimumLivingAllowance.until",
  "Person.socialInsurance → SocialInsurance.stoppedOn",
];

type Path = (string | number)[];
const needsConsent = (coordinate: string): boolean => rules().get(coordinate)?.consent === true;

/** The item as it is without anyone's consent; adds the path of all that is withheld. */
function withheldIn(item: unknown, coordinate: string, path: Path, withheld: Path[]): unknown {
  if (needsConsent(coordinate)) {
    withheld.push(path);
    return null;
  }
  if (Array.isArray(item)) return item.map((element, index) => withheldIn(element, coordinate, [...path, index], withheld));
  if (typeof item !== "object" || item === null) return item;
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, name === "__typename" ? value : withheldIn(value, name.replace("_", "."), [...path, name], withheld)]),
  );
}

describe("Every item of the graph, and every value one edge further", () => {
  it("is answered without an error, and has a value somewhere in the cast", async () => {
    const valued = new Map<string, boolean>();
    for (const { type, root, key } of CASES) {
      for (const { coordinate, query } of queriesOf(type, root)) {
        const { data, errors, status } = await ask("acceptance-statute", key, query);
        expect({ coordinate, status, errors }).toEqual({ coordinate, status: 200, errors: [] });
        for (const [place, value] of valuesOf(data.root.item, coordinate)) valued.set(place, valued.get(place) === true || value !== null);
      }
    }
    const places = [...valued.keys()];
    const empty = places.filter((place) => !valued.get(place) && !places.some((other) => other.startsWith(`${place} →`)));
    expect(places.length).toBeGreaterThan(100);
    expect(empty.sort()).toEqual(NOBODYS);
  }, 120_000);

  it("is null with a path and CONSENT_REQUIRED where it needs consent, and the same as before where it does not", async () => {
    let withheldItems = 0;
    for (const { type, root, key } of CASES) {
      for (const { coordinate, query } of queriesOf(type, root)) {
        const statute = await ask("acceptance-statute", key, query);
        const consent = await ask("acceptance-consent", key, query);
        const withheld: Path[] = [];
        expect({ coordinate, item: consent.data.root.item }).toEqual({
          coordinate,
          item: withheldIn(statute.data.root.item, coordinate, ["root", "item"], withheld),
        });
        const told = consent.errors.map(({ path, extensions }) => `${path?.join(".")} ${extensions.code}`);
        expect({ coordinate, told: told.sort() }).toEqual({ coordinate, told: withheld.map((path) => `${path.join(".")} CONSENT_REQUIRED`).sort() });
        withheldItems += withheld.length;
      }
    }
    expect(withheldItems).toBeGreaterThan(50);
  }, 120_000);
});

import { APPROXIMATE_BOUNDS } from "../../subgraphs/geospatial/divisions/approximate-bounds.js";
import { divisionRows } from "../../subgraphs/geospatial/divisions/division-data.js";
import { type Random, weights } from "./random.js";

/** A county where invented people live. */
export interface Place {
  readonly code: string;
  /** Province, city and county, as an address begins. */
  readonly fullName: string;
  /** Share of Tibetans among its invented residents. */
  readonly tibetan: number;
}

const NAMES = new Map([...divisionRows()].map(({ code, name, parentCode }) => [code, { name, parentCode }]));

function place(code: string, tibetan: number): Place {
  let fullName = "";
  for (let at: string | null | undefined = code; at; at = NAMES.get(at)?.parentCode) fullName = `${NAMES.get(at)?.name ?? ""}${fullName}`;
  return { code, fullName, tibetan };
}

/** The counties of Lhasa, two other places in Tibet, and some beyond the sharing grants' divisions (about 15 %). */
export const PLACES = weights<Place>([
  [place("540102", 0.55), 30],
  [place("540103", 0.6), 18],
  [place("540104", 0.75), 9],
  [place("540121", 0.9), 6],
  [place("540122", 0.95), 5],
  [place("540123", 0.95), 4],
  [place("540124", 0.9), 4],
  [place("540127", 0.9), 4],
  [place("540202", 0.8), 3],
  [place("540502", 0.8), 2],
  [place("510104", 0.03), 6],
  [place("510107", 0.03), 3],
  [place("110105", 0.01), 3],
  [place("630102", 0.1), 3],
]);

const STREETS = ["北京中路", "江苏路", "林廓东路", "金珠西路", "娘热路", "色拉路", "德吉路", "太阳岛路", "八一路", "民族路"];

/** An address in a place; every one of them is invented. */
export function addressIn(random: Random, { fullName }: Place): string {
  return `${fullName}${random.pick(STREETS)}${random.int(1, 300)}号${random.int(1, 30)}栋${random.int(1, 6)}单元${random.int(101, 1802)}室`;
}

/** A point inside the county's approximate box; null where there is none. */
export function pointIn(random: Random, code: string): { longitude: number; latitude: number } | null {
  const bounds = APPROXIMATE_BOUNDS[code];
  if (!bounds) return null;
  const [west, south, east, north] = bounds;
  const at = (low: number, high: number): number => Number((low + random.next() * (high - low) * 0.999).toFixed(6));
  return { longitude: at(west, east), latitude: at(south, north) };
}

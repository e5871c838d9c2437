/** A deterministic source of chance: the same seed gives the same stream on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One of the values, each with its weight. */
  weighted<T>(choice: WeightedChoice<T>): T;
  /** Approximately normal, mean 0, deviation 1. */
  normal(): number;
}

/** Values with their running sums of weights. */
export interface WeightedChoice<T> {
  readonly values: readonly T[];
  readonly sums: readonly number[];
}

/** Prepares a weighted choice. */
export function weights<T>(pairs: readonly (readonly [T, number])[]): WeightedChoice<T> {
  let sum = 0;
  return { values: pairs.map(([value]) => value), sums: pairs.map(([, weight]) => (sum += weight)) };
}

/** sfc32 (Chris Doty-Humphrey, PractRand): small, fast, and good enough for invented people; not for secrets. */
export function createRandom(seed: number): Random {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let warm = 0; warm < 15; warm++) next();
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(0, items.length - 1)] as (typeof items)[number],
    weighted({ values, sums }) {
      const point = next() * (sums.at(-1) ?? 0);
      const index = sums.findIndex((sum) => point < sum);
      return values[index === -1 ? values.length - 1 : index] as (typeof values)[number];
    },
    normal: () => next() + next() + next() + next() + next() + next() + next() + next() + next() + next() + next() + next() - 6,
  };
}

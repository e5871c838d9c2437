import "reflect-metadata";
import type { DataSource, MigrationInterface } from "typeorm";
import type { Coordinate } from "../../consent/model/sharing.js";
import type { SignedContext } from "../../consent/model/signed-context.js";
import type { CursorSealer } from "./cursor.js";

/** A class, as type-graphql and TypeORM take it. */
export type Class = new (...args: never[]) => object;

/** What a resolver works with; made anew for each request. */
export interface SubgraphContext<Loaders = unknown> {
  /** The verified context of the request (`signed-context.ts`). */
  readonly caller: SignedContext;
  readonly loaders: Loaders;
  readonly database: DataSource;
  readonly cursors: CursorSealer;
  readonly now: Date;
}

/** A representation as it arrives: `__typename`, key fields and the other required fields. */
export type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** How one entity type is found. */
export interface EntityReference<Loaders = unknown> {
  /** The key field of this subgraph's `@key`. */
  readonly key: string;
  /** The entity's values, or null when this department knows none. Goes through a loader: many are asked at once. */
  load(representation: Representation, context: SubgraphContext<Loaders>): Promise<object | null> | object | null;
  /** The register's division of an entity (GB/T 2260); absent where the type has none, and so no scope here. */
  divisionOf?(entity: never): string | null;
}

/** Everything that makes a subgraph; one per department, in its `definition.ts`. */
export interface SubgraphDefinition<Loaders = unknown> {
  /** Its name in the supergraph, in `assent-subgraph` and of its database. */
  readonly name: string;
  /** type-graphql resolver classes. */
  readonly resolvers: readonly Class[];
  /** Object types that no resolver mentions. */
  readonly orphanedTypes?: readonly Class[];
  /** Entity types by name. */
  readonly references: Readonly<Record<string, EntityReference<Loaders>>>;
  /** `Enum.VALUE` → the item that a dimension or measure of that name reveals. */
  readonly enumReveals?: Readonly<Record<string, Coordinate>>;
  /** TypeORM entities. */
  readonly entities: readonly Class[];
  readonly migrations: readonly (new () => MigrationInterface)[];
  createLoaders(database: DataSource): Loaders;
}

/** Keeps the types of a definition together and forgets them outside: scripts treat every department alike. */
export function defineSubgraph<Loaders>(definition: SubgraphDefinition<Loaders>): SubgraphDefinition {
  return definition as unknown as SubgraphDefinition;
}

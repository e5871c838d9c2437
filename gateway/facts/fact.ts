import type { ArgumentNode, GraphQLArgument } from "graphql";
import type { Role } from "../../consent/model/caller.js";
import type { Coordinate, SharingMode } from "../../consent/model/sharing.js";

/** How an operation touches an item: selects it, names or filters by it, or reaches its data subject at all. */
export type FactKind = "SELECTION" | "ARGUMENT" | "REACH";

/**
 * Where on the way from the root a fact stands, which is what a citizen's rights depend on: in a governed root,
 * on the citizen's own (or a represented) data subject, or on one that it refers to.
 */
export type Standing = "ROOT" | "OWN" | "REFERRED";

/** One touch of governed data. */
export interface Fact {
  readonly coordinate: Coordinate;
  readonly mode: SharingMode;
  readonly kind: FactKind;
  readonly standing: Standing;
}

/** A platform field that the operation uses, and the roles that it admits. */
export interface PlatformUse {
  readonly coordinate: Coordinate;
  readonly roles: readonly Role[];
}

/** An argument whose facts depend on its value; its value may hold private variables. */
export interface ArgumentUse {
  readonly node: ArgumentNode | null;
  readonly definition: GraphQLArgument;
  /** `Type.field(argument:)`. */
  readonly place: string;
  readonly mode: SharingMode;
  readonly standing: Standing;
  /** The field that bears it, in the result tree: governed type and private response name. */
  readonly field: { readonly typeName: string; readonly internalName: string };
  readonly isRoot: boolean;
}

/** What an operation touches, as far as its text tells; the rest is in `args`, added per request. */
export interface OperationFacts {
  readonly facts: readonly Fact[];
  readonly platform: readonly PlatformUse[];
  readonly args: readonly ArgumentUse[];
}

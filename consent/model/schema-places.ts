import type { ConstDirectiveNode, DocumentNode, FieldDefinitionNode, InputValueDefinitionNode, NameNode, TypeNode } from "graphql";
import { Kind } from "graphql";
import type { Coordinate } from "./sharing.js";

/** Where a directive stands. `FIELD` and its arguments are an object type's; an interface's are apart. */
export type SchemaPlaceKind = "FIELD" | "ARGUMENT" | "INTERFACE_FIELD" | "INTERFACE_ARGUMENT" | "INPUT_FIELD" | "ENUM_VALUE" | "TYPE" | "SCHEMA";

/** A place of a schema that can bear directives. */
export interface SchemaPlace {
  readonly kind: SchemaPlaceKind;
  /** `Type.field`, `Type.field(arg:)`, `Input.field`, `Enum.VALUE`, `Type`, or `schema`. */
  readonly coordinate: Coordinate;
  readonly directives: readonly ConstDirectiveNode[];
  /** The type of a field, argument or input field. */
  readonly type?: TypeNode;
}

interface Bearer {
  readonly name: NameNode;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
  readonly type?: TypeNode;
}

/** Every place of a document that can bear a directive, type extensions included; directive definitions apart. */
export function schemaPlaces(document: DocumentNode): SchemaPlace[] {
  return document.definitions.flatMap((definition): SchemaPlace[] => {
    switch (definition.kind) {
      case Kind.SCHEMA_DEFINITION:
      case Kind.SCHEMA_EXTENSION:
        return [{ kind: "SCHEMA", coordinate: "schema", directives: definition.directives ?? [] }];
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
        return [ofType(definition), ...ofFields(definition.name.value, definition.fields, "FIELD", "ARGUMENT")];
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION:
        return [ofType(definition), ...ofFields(definition.name.value, definition.fields, "INTERFACE_FIELD", "INTERFACE_ARGUMENT")];
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_EXTENSION:
        return [ofType(definition), ...ofMembers(definition.name.value, definition.fields, "INPUT_FIELD")];
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_EXTENSION:
        return [ofType(definition), ...ofMembers(definition.name.value, definition.values, "ENUM_VALUE")];
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_EXTENSION:
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.UNION_TYPE_EXTENSION:
        return [ofType(definition)];
      default:
        return [];
    }
  });
}

function ofType(node: Bearer): SchemaPlace {
  return { kind: "TYPE", coordinate: node.name.value, directives: node.directives ?? [] };
}

function ofMembers(type: string, members: readonly Bearer[] | undefined, kind: SchemaPlaceKind): SchemaPlace[] {
  return (members ?? []).map((member) => place(kind, `${type}.${member.name.value}`, member));
}

function ofFields(type: string, fields: readonly FieldDefinitionNode[] | undefined, kind: SchemaPlaceKind, argumentKind: SchemaPlaceKind): SchemaPlace[] {
  return (fields ?? []).flatMap((field) => {
    const coordinate = `${type}.${field.name.value}`;
    const ofArgument = (argument: InputValueDefinitionNode) => place(argumentKind, `${coordinate}(${argument.name.value}:)`, argument);
    return [place(kind, coordinate, field), ...(field.arguments ?? []).map(ofArgument)];
  });
}

function place(kind: SchemaPlaceKind, coordinate: Coordinate, node: Bearer): SchemaPlace {
  const directives = node.directives ?? [];
  return node.type ? { kind, coordinate, directives, type: node.type } : { kind, coordinate, directives };
}

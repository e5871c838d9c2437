import "reflect-metadata";
import { Directive } from "type-graphql";
import type { Role } from "../../consent/model/caller.js";
import type { Coordinate, Mask, Sensitivity, SharingMode, SharingType } from "../../consent/model/sharing.js";
import type { IdentifierStandard } from "../../consent/model/sharing-spec.js";

/** The sharing rule of a field, as its department states it; see `@sharing` in `sharing-spec.ts`. */
export interface SharingArguments {
  readonly type: SharingType;
  readonly modes?: readonly SharingMode[];
  readonly departments?: readonly string[];
  readonly purposes?: readonly string[];
  readonly consent?: boolean;
  readonly sensitivity?: Sensitivity;
  readonly basis?: string;
  readonly mask?: Mask;
}

/** `@sharing(…)` on a field that needs no decision. */
export function Sharing(rule: SharingArguments): PropertyDecorator & MethodDecorator {
  return Directive(sharingSdl(rule)) as PropertyDecorator & MethodDecorator;
}

/** `@sharing(…)` on a protected field: it also requires `decision`, and the guard resolves it only with one. */
export function ProtectedSharing(rule: SharingArguments): PropertyDecorator & MethodDecorator {
  const rules = [Directive('@requires(fields: "decision")'), Directive(sharingSdl(rule))];
  return all(rules as (PropertyDecorator & MethodDecorator)[]);
}

/** `@sharing(type: WITHHELD)`: the catalogue names the item and why it is withheld; nobody sees it (809 §14). */
export function WithheldSharing(basis: string, protect: boolean): PropertyDecorator & MethodDecorator {
  const directives = [Directive(sharingSdl({ type: "WITHHELD", basis, sensitivity: "SENSITIVE" })), Directive("@inaccessible")];
  if (protect) directives.push(Directive('@requires(fields: "decision")'));
  return all(directives as (PropertyDecorator & MethodDecorator)[]);
}

/** `@exercises(mode:)` on a root field or a verdict. */
export function Exercises(mode: SharingMode): PropertyDecorator & MethodDecorator {
  return Directive(`@exercises(mode: ${mode})`) as PropertyDecorator & MethodDecorator;
}

/** `@access(roles:)` on a platform field. */
export function Access(...roles: Role[]): PropertyDecorator & MethodDecorator {
  return Directive(`@access(roles: [${roles.join(", ")}])`) as PropertyDecorator & MethodDecorator;
}

/** `@reveals(field:)` on an argument or input field. */
export function Reveals(field: Coordinate): PropertyDecorator & ParameterDecorator {
  return Directive(`@reveals(field: "${field}")`) as unknown as PropertyDecorator & ParameterDecorator;
}

/** `@identifier(standard:)` on an argument or input field. */
export function Identifier(standard: IdentifierStandard): PropertyDecorator & ParameterDecorator {
  return Directive(`@identifier(standard: ${standard})`) as unknown as PropertyDecorator & ParameterDecorator;
}

function all(decorators: readonly (PropertyDecorator & MethodDecorator)[]): PropertyDecorator & MethodDecorator {
  return (target: object, name: string | symbol, descriptor?: PropertyDescriptor) => {
    for (const decorate of decorators) decorate(target, name, descriptor as never);
  };
}

function sharingSdl(rule: SharingArguments): string {
  const parts = [`type: ${rule.type}`];
  if (rule.modes) parts.push(`modes: [${rule.modes.join(", ")}]`);
  if (rule.departments) parts.push(`departments: ${JSON.stringify(rule.departments)}`);
  if (rule.purposes) parts.push(`purposes: ${JSON.stringify(rule.purposes)}`);
  if (rule.consent) parts.push("consent: true");
  if (rule.sensitivity) parts.push(`sensitivity: ${rule.sensitivity}`);
  if (rule.basis) parts.push(`basis: ${JSON.stringify(rule.basis)}`);
  if (rule.mask) parts.push(`mask: ${rule.mask}`);
  return `@sharing(${parts.join(", ")})`;
}

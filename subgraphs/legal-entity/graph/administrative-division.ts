import { Directive, Field, ID, ObjectType } from "type-graphql";

/** A reference to the geospatial department's division. */
@ObjectType()
@Directive('@key(fields: "code", resolvable: false)')
export class AdministrativeDivision {
  @Field(() => ID)
  code!: string;
}

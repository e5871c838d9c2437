import "reflect-metadata";
import { Field, ObjectType } from "type-graphql";
import { Column } from "typeorm";
import { describe, expect, it } from "vitest";

@ObjectType()
class Probe {
  @Field()
  @Column()
  text!: string;

  @Field(() => [Number])
  numbers!: number[];
}

describe("decorators, in sources as vitest runs them", () => {
  it("learn the types of fields, as they do in what tsc builds", () => {
    const typeOf = (name: keyof Probe): unknown => Reflect.getMetadata("design:type", Probe.prototype, name);
    expect([typeOf("text"), typeOf("numbers")]).toEqual([String, Array]);
  });
});

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { codegen } from "@graphql-codegen/core";
import * as documents from "@graphql-codegen/typed-document-node";
import * as operations from "@graphql-codegen/typescript-operations";
import { parse } from "graphql";

const root = resolve(import.meta.dirname, "../../..");

/** TypeScript for `operations.graphql`, made of `gateway/schema.graphql` as a client's build would make it. */
export async function clientTypes(): Promise<string> {
  const document = parse(readFileSync(join(import.meta.dirname, "operations.graphql"), "utf8"));
  const text = await codegen({
    filename: "operations.ts",
    schema: parse(readFileSync(join(root, "gateway/schema.graphql"), "utf8")),
    documents: [{ location: "operations.graphql", document }],
    config: { useTypeImports: true, scalars: { Date: "string", DateTime: "string" } },
    plugins: [{ operations: {} }, { documents: {} }],
    pluginMap: { operations, documents },
  });
  return `${text}\n`;
}

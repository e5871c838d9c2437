import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { stringify } from "csv-stringify/sync";
import { type DocumentNode, Kind, parse, print, type TypeNode } from "graphql";
import { type Department, departmentOf } from "../consent/model/departments.js";
import type { SharingRule } from "../consent/model/sharing.js";
import { catalogueItems } from "./catalogue-items.js";

/** What the command prints and how it ends: 0 done, 2 not asked as it should be. */
export interface CatalogueOutcome {
  readonly exitCode: 0 | 2;
  /** To standard output: the catalogue alone. */
  readonly output: string;
  /** To standard error. */
  readonly message: string;
}

const USAGE = `Usage: npm run --silent catalogue -- --format csv|jsonld [--supergraph FILE]
  --supergraph  the composed supergraph; gateway/supergraph.graphql by default`;

/** One item as the catalogue shows it; of a withheld one name and basis alone (809 §14–15). */
interface Entry {
  readonly rule: SharingRule;
  readonly provider: Department;
  /** `English · 中文`. */
  readonly name: string;
  readonly type: string;
}

/** `npm run catalogue -- --format csv|jsonld`: every item of the supergraph that is governed, with who holds it and on which terms. */
export function runCatalogue(args: readonly string[]): CatalogueOutcome {
  const asked = parseOptions(args);
  if (!asked) return { exitCode: 2, output: "", message: USAGE };
  let sdl: string;
  try {
    sdl = readFileSync(asked.supergraph, "utf8");
  } catch {
    return { exitCode: 2, output: "", message: "--supergraph names no file that can be read." };
  }
  const entries = entriesOf(sdl);
  return { exitCode: 0, output: asked.format === "csv" ? asCsv(entries) : `${JSON.stringify(asDcat(entries), null, 2)}\n`, message: "" };
}

function parseOptions(args: readonly string[]): { readonly format: "csv" | "jsonld"; readonly supergraph: string } | null {
  try {
    const options = { format: { type: "string" }, supergraph: { type: "string", default: "gateway/supergraph.graphql" } } as const;
    const { format, supergraph } = parseArgs({ args: [...args], options }).values;
    return format === "csv" || format === "jsonld" ? { format, supergraph } : null;
  } catch {
    return null;
  }
}

function entriesOf(sdl: string): Entry[] {
  const fields = fieldsOf(parse(sdl, { noLocation: true }));
  const entries = catalogueItems(sdl).map(({ rule, providerDepartment }): Entry => {
    const field = fields.get(rule.coordinate);
    const provider = departmentOf(providerDepartment);
    if (!field || !provider) throw new Error(`${rule.coordinate} is not whole in the supergraph`);
    return { rule, provider, ...field };
  });
  return entries.sort((a, b) => (a.rule.coordinate < b.rule.coordinate ? -1 : 1));
}

function fieldsOf(document: DocumentNode): Map<string, { readonly name: string; readonly type: string }> {
  const fields = new Map<string, { name: string; type: string }>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const { name, description, type } of definition.fields ?? []) {
      fields.set(`${definition.name.value}.${name.value}`, { name: description?.value.trim() ?? name.value, type: print(type as TypeNode) });
    }
  }
  return fields;
}

const isWithheld = ({ rule }: Entry): boolean => rule.type === "WITHHELD";

/** Core fields of GB/T 21063; a spreadsheet takes no cell for a formula. */
function asCsv(entries: readonly Entry[]): string {
  const columns = [
    "信息项代码",
    "信息项名称",
    "提供部门",
    "提供部门代码",
    "数据类型",
    "共享类型",
    "共享方式",
    "须经同意",
    "脱敏",
    "敏感程度",
    "依据",
    "限定部门",
    "限定场景",
    "规则版本",
  ];
  const rows = entries.map((entry) => {
    const { rule, provider, name, type } = entry;
    const { coordinate, basis } = rule;
    if (isWithheld(entry)) return [coordinate, name, "", "", "", "不予共享", "", "", "", "", basis ?? "", "", "", ""];
    const sharing = rule.type === "UNCONDITIONAL" ? "无条件共享" : "有条件共享";
    const limits = [rule.departments?.join(" ") ?? "", rule.purposes?.join(" ") ?? ""];
    return [
      coordinate,
      name,
      provider.nameZh,
      provider.code,
      type,
      sharing,
      rule.modes.join(" "),
      rule.consent ? "是" : "否",
      rule.mask ? "是" : "否",
      rule.sensitivity,
      basis ?? "",
      ...limits,
      rule.version,
    ];
  });
  return stringify([columns, ...rows], { bom: true, escape_formulas: true });
}

/** DCAT (W3C): a data set for each department, its items under terms of our own. */
function asDcat(entries: readonly Entry[]): object {
  const providers = [...new Map(entries.filter((entry) => !isWithheld(entry)).map(({ provider }) => [provider.code, provider])).values()];
  return {
    "@context": {
      dcat: "http://www.w3.org/ns/dcat#",
      dct: "http://purl.org/dc/terms/",
      foaf: "http://xmlns.com/foaf/0.1/",
      assent: "https://specs.assent.example/catalogue/v1.0#",
    },
    "@type": "dcat:Catalog",
    "dct:title": languages("Government data that is shared · 政务数据共享目录"),
    "dcat:dataset": providers.map((provider) => ({
      "@type": "dcat:Dataset",
      "dct:publisher": { "@type": "foaf:Organization", "dct:identifier": provider.code, "foaf:name": languages(`${provider.name} · ${provider.nameZh}`) },
      "assent:item": entries.filter((entry) => !isWithheld(entry) && entry.provider.code === provider.code).map(itemOf),
    })),
    "assent:withheld": entries
      .filter(isWithheld)
      .map(({ rule, name }) => ({ "dct:identifier": rule.coordinate, "dct:title": languages(name), "assent:basis": rule.basis })),
  };
}

function itemOf({ rule, name, type }: Entry): object {
  const { coordinate, modes, consent, mask, sensitivity, basis, departments, purposes, version } = rule;
  return {
    "dct:identifier": coordinate,
    "dct:title": languages(name),
    "assent:type": type,
    "assent:sharingType": rule.type,
    "assent:mode": modes,
    "assent:consent": consent,
    "assent:masked": mask !== null,
    "assent:sensitivity": sensitivity,
    "assent:basis": basis,
    "assent:department": departments,
    "assent:scenario": purposes,
    "dcat:version": version,
  };
}

function languages(text: string): object[] {
  const [en, zh] = text.split(" · ");
  return [{ "@value": en, "@language": "en" }, ...(zh === undefined ? [] : [{ "@value": zh, "@language": "zh-CN" }])];
}

if (import.meta.filename === process.argv[1]) {
  const { exitCode, output, message } = runCatalogue(process.argv.slice(2));
  process.stdout.write(output);
  if (message) console.error(message);
  process.exitCode = exitCode;
}

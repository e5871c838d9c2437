import { SHARING_DIRECTIVES, SHARING_SPEC_SDL, SHARING_SPEC_URL } from "../../../consent/model/sharing-spec.js";
import type { SubgraphSource } from "../subgraph-view.js";
import { HEADER } from "./small-graph.js";

/** One way in which a schema may call what it links. */
export interface Renaming {
  readonly name: string;
  readonly apply: (source: SubgraphSource) => SubgraphSource;
}

const FEDERATION_URL = "https://specs.apollo.dev/federation/v2.9";
const FEDERATION = [
  "key",
  "external",
  "requires",
  "inaccessible",
  "shareable",
  "provides",
  "override",
  "interfaceObject",
  "context",
  "fromContext",
  "composeDirective",
];

interface Names {
  /** What stands in the `@link` beside the URL. */
  readonly federation: string;
  readonly sharing: string;
  readonly nameOf: (directive: string) => string;
  readonly enums?: string;
  readonly link?: string;
}

/** Each way in which a link can rename: by import, by namespace, by the link's own `as`, and `@link` itself. */
export const RENAMINGS: readonly Renaming[] = [
  renaming("sharing directives imported as others", {
    federation: importing(FEDERATION),
    sharing: importing(SHARING_DIRECTIVES, (name) => `my_${name}`),
    nameOf: (name) => (isSharing(name) ? `my_${name}` : name),
  }),
  renaming("sharing directives that trade names", {
    federation: importing(FEDERATION),
    sharing: importing(SHARING_DIRECTIVES, traded),
    nameOf: (name) => (isSharing(name) ? traded(name) : name),
  }),
  renaming("sharing directives by their namespace", {
    federation: importing(FEDERATION),
    sharing: "",
    nameOf: (name) => (isSharing(name) && name !== "sharing" ? `sharing__${name}` : name),
  }),
  renaming("the sharing specification linked as another", {
    federation: importing(FEDERATION),
    sharing: ', as: "gov"',
    nameOf: (name) => (name === "sharing" ? "gov" : isSharing(name) ? `gov__${name}` : name),
    enums: "gov__",
  }),
  renaming("federation directives imported as others: @key as @id, @requires as @needs", {
    federation: importing(FEDERATION, federated),
    sharing: importing(SHARING_DIRECTIVES),
    nameOf: (name) => (isSharing(name) ? name : federated(name)),
  }),
  renaming("federation directives by their namespace", {
    federation: "",
    sharing: importing(SHARING_DIRECTIVES),
    nameOf: (name) => (isSharing(name) ? name : `federation__${name}`),
  }),
  renaming("federation linked as another", {
    federation: ', as: "fed"',
    sharing: importing(SHARING_DIRECTIVES),
    nameOf: (name) => (isSharing(name) ? name : `fed__${name}`),
  }),
  renaming("@link under another name", {
    federation: importing(FEDERATION),
    sharing: importing(SHARING_DIRECTIVES),
    nameOf: (name) => name,
    link: "uses",
  }),
];

function importing(names: readonly string[], as: (name: string) => string = (name) => name): string {
  return `, import: [${names.map((name) => `{ name: "@${name}", as: "@${as(name)}" }`).join(", ")}]`;
}

function isSharing(name: string): boolean {
  return SHARING_DIRECTIVES.some((directive) => directive === name);
}

/** `@exercises` under the name of `@reveals`, and so on around; no other directive may be called `@sharing`. */
function traded(name: string): string {
  const names: readonly string[] = SHARING_DIRECTIVES.filter((directive) => directive !== "sharing");
  const index = names.indexOf(name);
  return (index < 0 ? undefined : names[(index + 1) % names.length]) ?? name;
}

function federated(name: string): string {
  return ({ key: "id", requires: "needs", external: "elsewhere" } as Record<string, string>)[name] ?? `f_${name}`;
}

function renaming(name: string, names: Names): Renaming {
  return { name, apply: (source) => ({ name: source.name, sdl: renamed(source, names) }) };
}

function renamed(source: SubgraphSource, names: Names): string {
  const known = new RegExp(`@(${[...FEDERATION, ...SHARING_DIRECTIVES].join("|")})\\b`, "g");
  const rename = (text: string) => text.replace(known, (_, name: string) => `@${names.nameOf(name)}`);
  const link = names.link ?? "link";
  const itself = names.link
    ? `directive @${link}(url: String!, as: String, import: [${link}__Import], for: ${link}__Purpose) repeatable on SCHEMA
scalar ${link}__Import
enum ${link}__Purpose { SECURITY EXECUTION }
extend schema @${link}(url: "https://specs.apollo.dev/link/v1.0", as: "${link}")`
    : "";
  const federation = `extend schema @${link}(url: "${FEDERATION_URL}"${names.federation})`;
  if (!source.sdl.startsWith(HEADER)) {
    const body = source.sdl.replace(/extend schema\s+@link\([^)]*\)/, "");
    return [itself, federation, rename(body)].join("\n");
  }
  const composed = SHARING_DIRECTIVES.map((name) => `@${names.nameOf("composeDirective")}(name: "@${names.nameOf(name)}")`).join(" ");
  const sharing = `extend schema @${link}(url: "${SHARING_SPEC_URL}"${names.sharing}) ${composed}`;
  const definitions = rename(SHARING_SPEC_SDL).replaceAll("sharing__", names.enums ?? "sharing__");
  const body = rename(source.sdl.slice(HEADER.length));
  return [itself, federation, sharing, `scalar Decision @${names.nameOf("inaccessible")}`, definitions, body].join("\n");
}

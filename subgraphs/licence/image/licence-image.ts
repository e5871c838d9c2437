import type { LicenceRow } from "../store/licence-row.js";

/**
 * A picture of a licence as a `data:` URI (SVG, base64): what the register would hold as a scan. It shows the holder's
 * name and the whole number, so it is shared as an item of its own.
 */
export function licenceImage(licence: Pick<LicenceRow, "name" | "holderName" | "number" | "issuer" | "issuedOn">): string {
  const lines = [licence.name, licence.holderName, licence.number, licence.issuer, licence.issuedOn];
  const texts = lines.map((line, index) => `<text x="20" y="${40 + index * 34}" font-size="${index === 0 ? 20 : 14}">${escapeXml(line)}</text>`);
  const frame = '<rect x="4" y="4" width="392" height="212" fill="#fdf6e3" stroke="#b03a2e" stroke-width="2"/>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="220" font-family="sans-serif">${frame}${texts.join("")}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg, "utf8").toString("base64")}`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

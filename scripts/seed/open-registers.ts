import { openDatabase } from "../../subgraphs/kit/database.js";
import { definition as geospatial } from "../../subgraphs/geospatial/definition.js";
import { definition as legalEntity } from "../../subgraphs/legal-entity/definition.js";
import { definition as licence } from "../../subgraphs/licence/definition.js";
import { definition as population } from "../../subgraphs/population/definition.js";
import type { Registers } from "./load.js";

/** Opens and migrates the four base libraries' databases. */
export async function openRegisters(url: string | undefined, directory: string | undefined): Promise<Registers> {
  const open = ({ name, entities, migrations }: typeof population) => openDatabase({ name, entities, migrations, url, directory });
  return {
    population: await open(population),
    "legal-entity": await open(legalEntity),
    geospatial: await open(geospatial),
    licence: await open(licence),
  };
}

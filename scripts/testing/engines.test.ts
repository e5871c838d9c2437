import { expect, it } from "vitest";
import { openDatabase } from "../../subgraphs/kit/database.js";
import { definition } from "../../subgraphs/population/definition.js";
import { describeOnEngines } from "./engines.js";

describeOnEngines("the population register's migrations", (engine) => {
  it("run on an empty database, and do nothing the second time", async () => {
    const request = { name: "population", entities: definition.entities, migrations: definition.migrations, url: engine.url() };
    for (let opening = 0; opening < 2; opening++) {
      const database = await openDatabase(request);
      expect(await database.query("SELECT COUNT(*) AS count FROM person")).toEqual([{ count: expect.anything() }]);
      expect(await database.showMigrations()).toBe(false);
      await database.destroy();
    }
  });
});

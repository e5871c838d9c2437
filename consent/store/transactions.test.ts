import { expect, it } from "vitest";
import { describeOnEngines } from "../../scripts/testing/engines.js";
import { withDeadline } from "../../subgraphs/kit/deadline.js";
import { changeVersion, noteChange } from "./changes.js";
import { useConsentStore } from "./testing/consent-store.js";
import { onCommit, transact } from "./transactions.js";

describeOnEngines("a transaction", (engine) => {
  const store = useConsentStore(engine);
  const version = () => changeVersion(store.database().manager, "consents");

  it("that its operation's deadline overtakes is undone, and says so", async () => {
    const before = await version();
    let commits = 0;
    onCommit(store.database(), () => commits++);
    const running = withDeadline(() =>
      transact(store.database(), async (manager) => {
        await noteChange(manager, "consents");
        running.timeIsUp();
      }),
    );
    await expect(running.done).rejects.toMatchObject({ code: "SUBGRAPH_TIMEOUT" });
    expect([await version(), commits]).toEqual([before, 0]);
  });

  it("that is past its deadline does not begin", async () => {
    let begun = 0;
    const late = withDeadline(async () => {
      await Promise.resolve();
      late.timeIsUp();
      await transact(store.database(), async () => void begun++);
    });
    await expect(late.done).rejects.toMatchObject({ code: "SUBGRAPH_TIMEOUT" });
    expect([begun, late.timeIsUp()]).toEqual([0, true]);
  });

  it("that is committed is not said to be undone, whenever time is up", async () => {
    const committed = withDeadline(() => transact(store.database(), (manager) => noteChange(manager, "consents")));
    await committed.done;
    expect(committed.timeIsUp()).toBe(false);
  });

  it("that is in time is committed, and tells who listens", async () => {
    const before = await version();
    let commits = 0;
    onCommit(store.database(), () => commits++);
    await withDeadline(() => transact(store.database(), (manager) => noteChange(manager, "consents"))).done;
    expect([await version(), commits]).toEqual([before + 1, 1]);
  });
});

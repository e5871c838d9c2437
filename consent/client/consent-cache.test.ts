import { describe, expect, it } from "vitest";
import type { ConsentRecord } from "../model/consent-record.js";
import type { DataSubjectKey } from "../model/data-subject.js";
import { createConsentCache } from "./consent-cache.js";

const [ZHANG, LI] = ["PERSON:1", "PERSON:2"] as const satisfies DataSubjectKey[];

function service() {
  const state = {
    version: 1,
    announced: null as number | null,
    consents: [{ dataSubject: ZHANG, id: "consent 1" }] as unknown as ConsentRecord[],
    calls: [] as string[],
  };
  const consentsOf = createConsentCache({
    announcedVersion: () => state.announced,
    readVersion: async () => {
      state.calls.push("version");
      return state.version;
    },
    readConsents: async (_department, _scenario, dataSubjects) => {
      state.calls.push(`consents of ${dataSubjects.length}`);
      return { version: state.version, consents: state.consents.filter(({ dataSubject }) => dataSubjects.includes(dataSubject)) };
    },
  });
  const ids = async (...dataSubjects: DataSubjectKey[]) => {
    const answer = await consentsOf("department", "scenario", dataSubjects);
    return dataSubjects.map((dataSubject) => answer.get(dataSubject)?.map(({ id }) => id));
  };
  return { state, ids, consentsOf };
}

describe("kept consents", () => {
  it("are used again when nothing has changed, after asking whether anything has", async () => {
    const { state, ids } = service();
    expect(await ids(ZHANG, LI)).toEqual([["consent 1"], []]);
    expect(await ids(LI, ZHANG)).toEqual([[], ["consent 1"]]);
    expect(state.calls).toEqual(["consents of 2", "version"]);
  });

  it("are used without asking while their version is the announced one", async () => {
    const { state, ids } = service();
    await ids(ZHANG);
    state.announced = 1;
    expect(await ids(ZHANG)).toEqual([["consent 1"]]);
    expect(state.calls).toEqual(["consents of 1"]);
  });

  it("are read again once another version is announced", async () => {
    const { state, ids } = service();
    await ids(ZHANG);
    state.consents = [];
    state.version = state.announced = 2;
    expect(await ids(ZHANG)).toEqual([[]]);
    expect(state.calls).toEqual(["consents of 1", "consents of 1"]);
  });

  it("are not used after any change: a withdrawal counts from the next decision", async () => {
    const { state, ids } = service();
    await ids(ZHANG);
    state.consents = [];
    state.version = 2;
    expect(await ids(ZHANG)).toEqual([[]]);
    expect(state.calls).toEqual(["consents of 1", "version", "consents of 1"]);
  });

  it("are not mixed with others that were read at another version", async () => {
    const { state, ids } = service();
    await ids(ZHANG);
    state.version = 2;
    await ids(LI);
    expect(await ids(ZHANG, LI)).toEqual([["consent 1"], []]);
    expect(state.calls.at(-1)).toBe("consents of 2");
  });

  it("belong to one department and scenario", async () => {
    const { state, ids, consentsOf } = service();
    await ids(ZHANG);
    await consentsOf("department", "another scenario", [ZHANG]);
    expect(state.calls.at(-1)).toBe("consents of 1");
  });

  it("are nothing when the service does not say whether they are still true", async () => {
    let up = true;
    const consentsOf = createConsentCache({
      announcedVersion: () => null,
      readVersion: () => (up ? Promise.resolve(1) : Promise.reject(new Error("down"))),
      readConsents: async () => ({ version: 1, consents: [] }),
    });
    await consentsOf("department", "scenario", [ZHANG]);
    up = false;
    await expect(consentsOf("department", "scenario", [ZHANG])).rejects.toThrow("down");
  });
});

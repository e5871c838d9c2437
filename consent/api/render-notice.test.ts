import { expect, it } from "vitest";
import { DEPARTMENTS } from "../model/departments.js";
import { type AskedConsent, renderNotice } from "./render-notice.js";

const ASKED: AskedConsent = {
  department: DEPARTMENTS.housing.code,
  scenario: { code: "public-rental-housing", name: "Public rental housing · 公租房", purpose: "To decide an application · 审核申请" },
  items: [{ coordinate: "Person.phone", modes: ["QUERY"] }],
  lapsesAt: new Date("2025-10-01T00:00:00Z"),
};

it("a notice says who asks, in words and by credit code", () => {
  expect(renderNotice(ASKED).text).toContain(`住房和城乡建设局（统一社会信用代码 ${DEPARTMENTS.housing.code}）`);
});

it.each(["", "11540100MB1A009999", "constructor"])("no notice is made for the unknown department %j", (department) => {
  expect(() => renderNotice({ ...ASKED, department })).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
});

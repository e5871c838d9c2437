import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { masked } from "./masks.js";

const stranger = { unmasked: [] };

describe("a masked item", () => {
  it.each([
    ["西藏自治区拉萨市城关区八廓街道北京东路12号", "西藏自治区拉萨市城关区******"],
    ["北京市朝阳区建国路88号院3号楼", "北京市朝阳区******"],
    ["内蒙古自治区锡林郭勒盟锡林浩特市团结大街东段5号院甲2单元301室", "内蒙古自治区锡林郭勒盟锡林浩特市******"],
    ["拉萨市幸福小区5栋2单元", "拉萨市******"],
    ["城关区色拉路7号院", "城关区******"],
    ["Barkhor 12", "******"],
  ])("%s leaves as %s", (address, shown) => {
    expect(masked("ADDRESS", "Person.registeredAddress", address, stranger)).toBe(shown);
  });

  it("shows three digits of a telephone number at its beginning and two at its end", () => {
    expect(masked("PHONE", "Person.phone", "13812345678", stranger)).toBe("138******78");
  });

  it("shows two characters of a number at each end", () => {
    expect(masked("NUMBER", "Licence.number", "540102199001011234", stranger)).toBe("54**************34");
  });

  it("is hidden whole where nothing would be left to hide", () => {
    expect(masked("NUMBER", "Licence.number", "1234", stranger)).toBe("****");
    expect(masked("PHONE", "Person.phone", "", stranger)).toBe("");
  });

  it("leaves as it is for a sharing grant that says unmasked, of exactly this item", () => {
    expect(masked("PHONE", "Person.phone", "13812345678", { unmasked: ["Person.phone"] })).toBe("13812345678");
    expect(masked("PHONE", "Person.phone", "13812345678", { unmasked: ["Person.registeredAddress", "phone"] })).toBe("138******78");
  });

  it("stays absent when the register has none", () => {
    expect(masked("PHONE", "Person.phone", null, stranger)).toBeNull();
  });

  it("never shows more than half of an address, nor any digit of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."西藏自治区拉萨市城关县小路街道号0123456789"), maxLength: 40 }), (address) => {
        const shown = (masked("ADDRESS", "Person.registeredAddress", address, stranger) ?? "").replace(/\*+$/, "");
        expect(shown.length).toBeLessThanOrEqual(address.length / 2);
        expect(shown).not.toMatch(/\d/);
        expect(address.startsWith(shown)).toBe(true);
      }),
    );
  });
});

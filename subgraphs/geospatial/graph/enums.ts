import { registerEnumType } from "type-graphql";
import { DivisionLevel, LandUse } from "../terms.js";

/** Registers the registers' closed sets of words as GraphQL enums; imported for its effect by whatever uses them. */

registerEnumType(DivisionLevel, {
  name: "DivisionLevel",
  description: "Level of an administrative division · 行政区划级别",
  valuesConfig: {
    PROVINCE: { description: "Province, autonomous region or municipality · 省级" },
    CITY: { description: "City, prefecture or league · 地级" },
    COUNTY: { description: "County, district or banner · 县级" },
  },
});

registerEnumType(LandUse, {
  name: "LandUse",
  description: "Land use, GB/T 21010-2017 · 土地利用现状分类",
  valuesConfig: {
    CROPLAND: { description: "Cropland · 耕地" },
    ORCHARD: { description: "Orchard · 园地" },
    FOREST: { description: "Forest · 林地" },
    GRASSLAND: { description: "Grassland · 草地" },
    COMMERCIAL: { description: "Commerce and services · 商服用地" },
    INDUSTRIAL: { description: "Mining, industry and storage · 工矿仓储用地" },
    RESIDENTIAL: { description: "Housing · 住宅用地" },
    PUBLIC: { description: "Public administration and services · 公共管理与公共服务用地" },
    SPECIAL: { description: "Special use · 特殊用地" },
    TRANSPORT: { description: "Transport · 交通运输用地" },
    WATER: { description: "Water and water works · 水域及水利设施用地" },
    OTHER: { description: "Other · 其他土地" },
  },
});

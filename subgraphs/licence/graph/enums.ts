import { registerEnumType } from "type-graphql";
import { HolderType, LicenceKind, LicenceStatus } from "../terms.js";

/** Registers the register's closed sets of words as GraphQL enums; imported for its effect by whatever uses them. */

/** The decisions subgraph has it too, and says there that clients do not see it. */
registerEnumType(HolderType, { name: "HolderType" });

registerEnumType(LicenceKind, {
  name: "LicenceKind",
  description: "Kind of licence · 证照类型",
  valuesConfig: {
    DRIVING_LICENCE: { description: "Driving licence · 机动车驾驶证" },
    MARRIAGE_CERTIFICATE: { description: "Marriage certificate · 结婚证" },
    DISABILITY_CERTIFICATE: { description: "Disability certificate · 残疾人证" },
    SOCIAL_SECURITY_CARD: { description: "Social security card · 社会保障卡" },
    RESIDENCE_PERMIT: { description: "Residence permit · 居住证" },
    PROFESSIONAL_QUALIFICATION: { description: "Professional qualification certificate · 职业资格证书" },
    REAL_ESTATE_CERTIFICATE: { description: "Real estate certificate · 不动产权证书" },
    BUSINESS_LICENCE: { description: "Business licence · 营业执照" },
    FOOD_OPERATION_LICENCE: { description: "Food operation licence · 食品经营许可证" },
    PUBLIC_VENUE_HYGIENE_LICENCE: { description: "Public venue hygiene licence · 公共场所卫生许可证" },
    CONSTRUCTION_PERMIT: { description: "Construction permit · 建筑工程施工许可证" },
    ROAD_TRANSPORT_LICENCE: { description: "Road transport licence · 道路运输经营许可证" },
  },
});

registerEnumType(LicenceStatus, {
  name: "LicenceStatus",
  description: "Status of a licence · 证照状态",
  valuesConfig: {
    VALID: { description: "Valid · 有效" },
    SUSPENDED: { description: "Suspended · 暂扣" },
    EXPIRED: { description: "Expired · 过期" },
    REVOKED: { description: "Revoked · 吊销" },
    CANCELLED: { description: "Cancelled · 注销" },
  },
});

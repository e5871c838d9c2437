import { registerEnumType } from "type-graphql";

/** GraphQL's names of the model's closed sets of words. */

export enum DataSubjectKind {
  PERSON = "PERSON",
  LEGAL_ENTITY = "LEGAL_ENTITY",
}
registerEnumType(DataSubjectKind, {
  name: "DataSubjectKind",
  description: "What a data subject is · 数据主体类型",
  valuesConfig: { PERSON: { description: "Natural person · 自然人" }, LEGAL_ENTITY: { description: "Legal entity · 法人和其他组织" } },
});

export enum ConsentRequestStatus {
  REQUESTED = "REQUESTED",
  GIVEN = "GIVEN",
  REFUSED = "REFUSED",
  LAPSED = "LAPSED",
}
registerEnumType(ConsentRequestStatus, {
  name: "ConsentRequestStatus",
  description: "Where a consent request stands · 同意请求状态",
  valuesConfig: {
    REQUESTED: { description: "Waiting for an answer · 待答复" },
    GIVEN: { description: "Consent was given to all or some items · 已同意（全部或部分）" },
    REFUSED: { description: "Consent was refused · 已拒绝" },
    LAPSED: { description: "Not answered in time · 逾期未答复" },
  },
});

export enum ConsentStatus {
  GIVEN = "GIVEN",
  WITHDRAWN = "WITHDRAWN",
  REVOKED = "REVOKED",
  EXPIRED = "EXPIRED",
  EXHAUSTED = "EXHAUSTED",
}
registerEnumType(ConsentStatus, {
  name: "ConsentStatus",
  description: "Where a consent stands · 同意状态",
  valuesConfig: {
    GIVEN: { description: "In force · 有效" },
    WITHDRAWN: { description: "Withdrawn by the data subject · 已撤回" },
    REVOKED: { description: "Revoked by another party · 已撤销" },
    EXPIRED: { description: "Its end is past · 已到期" },
    EXHAUSTED: { description: "Used, and given for one use · 已用尽" },
  },
});

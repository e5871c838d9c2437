import { registerEnumType } from "type-graphql";

/** GraphQL's names of the model's closed sets of words. */

export enum ItemMode {
  QUERY = "QUERY",
  COMPARE = "COMPARE",
  AGGREGATE = "AGGREGATE",
  OBTAIN = "OBTAIN",
}
registerEnumType(ItemMode, {
  name: "ItemMode",
  description: "How an item is used · 共享方式",
  valuesConfig: {
    QUERY: { description: "The values of one identified data subject · 查阅" },
    COMPARE: { description: "Whether claims match · 比对" },
    AGGREGATE: { description: "Statistics of a population · 统计结果" },
    OBTAIN: { description: "Lists and exports · 获取" },
  },
});

export enum ItemProspect {
  OPEN = "OPEN",
  REVIEW = "REVIEW",
  NOT_NEEDED = "NOT_NEEDED",
  UNKNOWN = "UNKNOWN",
  WITHHELD = "WITHHELD",
  MODE_NOT_SHARED = "MODE_NOT_SHARED",
  DEPARTMENT_NOT_ADMITTED = "DEPARTMENT_NOT_ADMITTED",
  OWN = "OWN",
}
registerEnumType(ItemProspect, {
  name: "ItemProspect",
  description: "What will become of an item that is applied for · 申请前检查结果",
  valuesConfig: {
    OPEN: { description: "Granted without its provider's review · 无条件共享，直接开通" },
    REVIEW: { description: "Reviewed by its provider department · 由提供部门审核" },
    NOT_NEEDED: { description: "Not needed for this scenario · 本应用场景不需要" },
    UNKNOWN: { description: "There is no such item · 无此信息项" },
    WITHHELD: { description: "Not shared · 不予共享" },
    MODE_NOT_SHARED: { description: "Not shared in this mode · 不以此方式共享" },
    DEPARTMENT_NOT_ADMITTED: { description: "Shared with other departments or for other scenarios only · 仅向其他部门或场景共享" },
    OWN: { description: "The department's own data · 本部门数据" },
  },
});

export enum ApplicationStatus {
  SUBMITTED = "SUBMITTED",
  NEEDS_MATERIAL = "NEEDS_MATERIAL",
  APPROVED = "APPROVED",
  REFUSED = "REFUSED",
  DISPUTED = "DISPUTED",
  MEDIATED = "MEDIATED",
}
registerEnumType(ApplicationStatus, {
  name: "SharingApplicationStatus",
  description: "Where a sharing application stands · 共享申请状态",
  valuesConfig: {
    SUBMITTED: { description: "Being reviewed · 审核中" },
    NEEDS_MATERIAL: { description: "Material was asked for, once · 待补正" },
    APPROVED: { description: "Approved, wholly or in part · 已同意（全部或部分）" },
    REFUSED: { description: "Refused, with a reason · 不予同意" },
    DISPUTED: { description: "The refusal is disputed · 争议中" },
    MEDIATED: { description: "The authority has mediated · 已协调" },
  },
});

export enum GrantStatus {
  ACTIVE = "ACTIVE",
  SUSPENDED = "SUSPENDED",
  TERMINATED = "TERMINATED",
  EXPIRED = "EXPIRED",
}
registerEnumType(GrantStatus, {
  name: "SharingGrantStatus",
  description: "Where a sharing grant stands · 共享授权状态",
  valuesConfig: {
    ACTIVE: { description: "In force within its period · 有效" },
    SUSPENDED: { description: "Suspended, at once, with a reason · 已中止" },
    TERMINATED: { description: "Ended for good · 已终止" },
    EXPIRED: { description: "Its period is over · 已到期" },
  },
});

export enum ApplicationItemState {
  PENDING = "PENDING",
  APPROVED = "APPROVED",
  REFUSED = "REFUSED",
}
registerEnumType(ApplicationItemState, {
  name: "SharingApplicationItemState",
  description: "Where one item of an application stands · 信息项审核状态",
  valuesConfig: {
    PENDING: { description: "Waiting for its provider department · 待审核" },
    APPROVED: { description: "Granted · 已同意" },
    REFUSED: { description: "Refused · 不予同意" },
  },
});

export enum DueFilter {
  OVERDUE = "OVERDUE",
  DUE_SOON = "DUE_SOON",
}
registerEnumType(DueFilter, {
  name: "DueFilter",
  description: "By deadline · 按办理期限筛选",
  valuesConfig: {
    OVERDUE: { description: "The period is over · 已逾期" },
    DUE_SOON: { description: "The period ends within three days · 三日内到期" },
  },
});

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

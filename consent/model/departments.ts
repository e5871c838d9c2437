/** A government department: its unified social credit code (GB 32100) and its name in both languages. */
export interface Department {
  readonly code: string;
  readonly name: string;
  readonly nameZh: string;
}

/**
 * The departments of the development accounts (graph.md). Their credit codes satisfy GB 32100 and are invented, like
 * everything else about them.
 */
export const DEPARTMENTS = {
  housing: { code: "11540100MB1A0001X3", name: "Housing and Urban-Rural Development Bureau", nameZh: "住房和城乡建设局" },
  civilAffairs: { code: "11540100MB1A000283", name: "Civil Affairs Bureau", nameZh: "民政局" },
  marketRegulation: { code: "11540100MB1A00036X", name: "Administration for Market Regulation", nameZh: "市场监督管理局" },
  statistics: { code: "11540100MB1A00044Q", name: "Bureau of Statistics", nameZh: "统计局" },
  publicSecurity: { code: "11540100MB1A00052K", name: "Public Security Bureau", nameZh: "公安局" },
  naturalResources: { code: "11540100MB1A00060E", name: "Natural Resources Bureau", nameZh: "自然资源局" },
  governmentServices: { code: "11540100MB1A00079B", name: "Government Services Bureau", nameZh: "政务服务局" },
  bigData: { code: "11540100MB1A000876", name: "Big Data Development Administration", nameZh: "大数据发展管理局" },
} as const satisfies Record<string, Department>;

const BY_CODE: ReadonlyMap<string, Department> = new Map(Object.values(DEPARTMENTS).map((department) => [department.code, department]));

/** Which department holds the data of which subgraph. */
export const PROVIDERS: Readonly<Record<string, Department>> = {
  population: DEPARTMENTS.publicSecurity,
  "legal-entity": DEPARTMENTS.marketRegulation,
  geospatial: DEPARTMENTS.naturalResources,
  licence: DEPARTMENTS.governmentServices,
};

/** The department with a credit code; null when it is none of these. */
export function departmentOf(code: string): Department | null {
  return BY_CODE.get(code) ?? null;
}

import type { SharingArguments } from "../../kit/sharing.js";
import { REAL_ESTATE_BOUND } from "../bounds.js";

/** The rule of `realEstate`, of persons and legal entities alike: with the owner's consent. */
export const REAL_ESTATE_RULE: SharingArguments = { type: "CONDITIONAL", modes: ["QUERY"], consent: true, basis: "《不动产登记暂行条例》第二十七条" };

/** Its description. */
export const REAL_ESTATE_DESCRIPTION = `Parcels owned, alone or with others, at most ${REAL_ESTATE_BOUND} · 名下不动产（至多${REAL_ESTATE_BOUND}处）`;

import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Access } from "../../subgraphs/kit/sharing.js";
import { Refusal } from "../model/errors.js";
import { answerConsentRequest } from "../store/consent-answers.js";
import { withdrawConsent } from "../store/consents.js";
import { citizenOf } from "./callers.js";
import { Consent, ConsentRequest } from "./graph/consents.js";
import { AnswerConsentRequestInput, RequestConsentInput, WithdrawConsentInput } from "./graph/inputs.js";
import type { ConsentContext } from "./loaders.js";
import { requestConsent } from "./request-consent.js";
import { type ConsentRequestView, consentRequestView, consentView, knownId } from "./views.js";

/** How consent comes about and ends, in its simplest true form (domain.md, "Consent"). */
@Resolver()
export class ConsentMutations {
  @Mutation(() => ConsentRequest, { description: "Asks for one data subject's consent · 征求同意" })
  @Access("application")
  async requestConsent(
    @Arg("input", () => RequestConsentInput, { description: "What is asked of whom · 请求内容" }) input: RequestConsentInput,
    @Ctx() context: ConsentContext,
  ): Promise<ConsentRequestView> {
    return consentRequestView(await requestConsent(input, context), context.now);
  }

  @Mutation(() => ConsentRequest, { description: "Answers a request, once: gives some items, all or none · 答复同意请求" })
  @Access("citizen")
  async answerConsentRequest(
    @Arg("input", () => AnswerConsentRequestInput, { description: "The answer · 答复内容" }) input: AnswerConsentRequestInput,
    @Ctx() { caller, database, loaders, now }: ConsentContext,
  ): Promise<ConsentRequestView> {
    const idNumber = citizenOf(caller);
    const { give, noticeHash, oneTime } = input;
    if (!/^[0-9a-f]{64}$/.test(noticeHash)) throw new Refusal("BAD_USER_INPUT", { argument: "noticeHash" });
    const until = input.until ? new Date(input.until) : null;
    const answered = await answerConsentRequest(database, loaders.newId, { request: knownId(input.request), idNumber, give, noticeHash, until, oneTime, now });
    return consentRequestView(answered, now);
  }

  @Mutation(() => Consent, { description: "Withdraws a consent or some of its items, at once · 撤回同意" })
  @Access("citizen")
  async withdrawConsent(
    @Arg("input", () => WithdrawConsentInput, { description: "What is withdrawn · 撤回内容" }) input: WithdrawConsentInput,
    @Ctx() { caller, database, loaders, now }: ConsentContext,
  ): Promise<Consent> {
    const withdrawal = { consent: knownId(input.consent), idNumber: citizenOf(caller), items: input.items ?? null, now };
    return consentView(await withdrawConsent(database, loaders.newId, withdrawal), now);
  }
}

import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Consent, ConsentRequest, Notice } from "./graph/consents.js";
import type { ConsentContext } from "./loaders.js";
import { type ConsentRequestView, consentView } from "./views.js";

/** What a request leads to; looked up for all requests of an answer at once. */
@Resolver(() => ConsentRequest)
export class ConsentRequestResolver {
  @FieldResolver(() => Notice)
  async notice(@Root() { noticeHash }: ConsentRequestView, @Ctx() { loaders }: ConsentContext): Promise<Notice> {
    const notice = await loaders.notices.load(noticeHash);
    if (!notice) throw new Error("a request's notice is gone");
    return notice;
  }

  @FieldResolver(() => Consent, { nullable: true })
  async consent(@Root() { id }: ConsentRequestView, @Ctx() { loaders, now }: ConsentContext): Promise<Consent | null> {
    const consent = await loaders.consents.load(id);
    return consent && consentView(consent, now);
  }
}

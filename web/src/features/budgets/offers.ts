/** What may be done with a budget: what the server says, with its reason where it may not. */

import type { Schemas } from "@/api/client";

export type Act = Schemas["BudgetAct"];
export type Offer = Schemas["BudgetOffer"];

interface Offered {
  acts: Offer[];
}

export const offerOf = ({ acts }: Offered, act: Act): Offer | undefined => acts.find((offer) => offer.act === act);

/** Whether it can be done now. */
export const isOpen = (budget: Offered, act: Act): boolean => {
  const offer = offerOf(budget, act);
  return offer !== undefined && !offer.disabled;
};

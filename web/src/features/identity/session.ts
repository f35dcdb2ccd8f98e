import { queryOptions } from "@tanstack/react-query";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { storage } from "@/lib/storage";

export type Who = Schemas["Who"];
export type SignIn = Schemas["SignIn"];

/** Who is signed in; asked again when the window is looked at, since another tab may have changed it. */
export const whoAmI = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => answered(api.GET("/api/session", { signal })),
  staleTime: 60_000,
  refetchOnWindowFocus: true,
});

export const signIn = (body: SignIn) => answered(api.POST("/api/session", { body }));

/** Ends all one's sessions but the one that it begins. */
export const changePassword = (body: Schemas["ChangePassword"]) => answered(api.PUT("/api/session/password", { body }));

export const signOut = () => answered(api.DELETE("/api/session"));

const LAST = "last-sign-in";

/** What the form is filled with next time: region and user name, never a password. */
export function rememberedSignIn(): { region: string; user_name: string } {
  const [region = "", user_name = ""] = (storage.read(LAST) ?? "").split(" ");
  return { region, user_name };
}

export function rememberSignIn({ region, user_name }: SignIn): void {
  storage.write(LAST, `${region ?? ""} ${user_name}`);
}

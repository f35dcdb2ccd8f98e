import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";

export type Question = Schemas["QuestionDetail"];
export type QuestionHead = Schemas["QuestionHead"];
export type Letter = Schemas["Letter"];
export type Matter = Schemas["Matter"];
export type Reply = Schemas["AnswerView"];

/** One question with everything its page shows 查看质疑. */
export const questionQuery = (question: string) =>
  queryOptions({
    queryKey: ["questions", "one", question],
    queryFn: ({ signal }) => answered(api.GET("/api/questions/{question}", { params: { path: { question } }, signal })),
  });

interface Search {
  status?: string;
  name?: string;
  cursor?: string | undefined;
}

/** Questions 质疑查询: a supplier's own, or those about one's unit. */
export const questionList = ({ status, name, cursor }: Search) =>
  queryOptions({
    queryKey: ["questions", "list", status ?? "", name ?? "", cursor ?? ""],
    queryFn: ({ signal }) => {
      const query = { ...(status && { status }), ...(name && { name }), ...(cursor && { cursor }) };
      return answered(api.GET("/api/questions", { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });

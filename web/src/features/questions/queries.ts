import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { answered } from "@/api/answered";
import { api, type Query, type Schemas } from "@/api/client";

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

/** Questions 质疑查询: a supplier's own, or those about one's unit. */
export const questionList = (query: Query<"/api/questions">) =>
  queryOptions({
    queryKey: ["questions", "list", query],
    queryFn: ({ signal }) => answered(api.GET("/api/questions", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

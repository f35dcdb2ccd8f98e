import { infiniteQueryOptions, keepPreviousData, queryOptions, type InfiniteData } from "@tanstack/react-query";

import { answered } from "@/api/answered";
import { api, type Query, type Schemas } from "@/api/client";

export type Todo = Schemas["TodoView"];

/** To do 待办, by due day; what came back, by when it came. */
export const todoList = (query: Query<"/api/tasks/todo">) =>
  queryOptions({
    queryKey: ["tasks", "todo", query],
    queryFn: ({ signal }) => answered(api.GET("/api/tasks/todo", { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });

/** Done 已办, newest first. */
export const doneList = (query: Query<"/api/tasks/done">) =>
  queryOptions({
    queryKey: ["tasks", "done", query],
    queryFn: ({ signal }) => answered(api.GET("/api/tasks/done", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

/** What is under way in the unit and with whom. */
export const underWay = (query: Query<"/api/tasks/under-way">) =>
  queryOptions({
    queryKey: ["tasks", "under-way", query],
    queryFn: ({ signal }) => answered(api.GET("/api/tasks/under-way", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

/** One task with its moves. */
export const taskQuery = (task: string) =>
  queryOptions({
    queryKey: ["tasks", "one", task],
    queryFn: ({ signal }) => answered(api.GET("/api/tasks/{task}", { params: { path: { task } }, signal })),
  });

type Flow = Schemas["FlowView"];

/** The pages of a way as one: where it stands is what the newest says. */
const wholeWay = ({ pages }: InfiniteData<Flow>): Flow | undefined => {
  const inOrder = pages.toReversed();
  return pages[0] && { ...pages[0], steps: inOrder.flatMap(({ steps }) => steps), edits: inOrder.flatMap(({ edits }) => edits) };
};

/** The flow state and the opinions of a subject 流转状态, the newest page first; what was before is there for the asking. */
export const flowQuery = (subject: string) =>
  infiniteQueryOptions({
    queryKey: ["flow", subject],
    queryFn: ({ signal, pageParam: cursor }) => {
      const query = { ...(cursor !== "" && { cursor }) };
      return answered(api.GET("/api/subjects/{subject}/flow", { params: { path: { subject }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    select: wholeWay,
    // Between two steps it is there in a moment.
    refetchInterval: (query) => (query.state.data?.pages[0]?.in_transit ? 1_500 : false),
  });

/** What else there is about a subject 相关事项. */
export const aboutQuery = (subject: string) =>
  queryOptions({
    queryKey: ["about", subject],
    queryFn: ({ signal }) => answered(api.GET("/api/subjects/{subject}/about", { params: { path: { subject } }, signal })),
  });

import { BellOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Badge, Button, Popover } from "antd";
import { useState } from "react";
import { Link } from "react-router";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { Answer } from "@/components/Answer";
import { DueTag } from "@/components/DueTag";
import { Nothing } from "@/components/States";
import css from "@/features/tasks/NoticeBell.module.css";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { storage } from "@/lib/storage";

const seenBy = (person: string) => `notices-seen:${person}`;

function useNotices() {
  return useInfiniteQuery({
    queryKey: ["notices"],
    queryFn: ({ pageParam, signal }) => answered(api.GET("/api/notices", { params: { query: { cursor: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: 120_000,
  });
}

/** Reminders 催办提醒: those that came since one last looked are counted. */
export function NoticeBell({ me }: { me: string }) {
  const notices = useNotices();
  const [seen, setSeen] = useState(() => storage.read(seenBy(me)) ?? "");
  const [open, setOpen] = useState(false);
  const all = notices.data?.pages.flatMap((page) => page.items) ?? [];
  const fresh = all.filter((notice) => notice.at > seen).length;
  const look = (next: boolean) => {
    setOpen(next);
    const newest = all[0]?.at;
    if (!next && newest !== undefined) {
      storage.write(seenBy(me), newest);
      setSeen(newest);
    }
  };
  const list = (
    <div className={css.list}>
      <Answer query={notices} rows={3}>
        {() => (all.length === 0 ? <Nothing>没有提醒</Nothing> : null)}
      </Answer>
      <ul>
        {all.map((notice) => (
          <li key={`${notice.at} ${notice.task}`} className={notice.at > seen ? css.fresh : undefined}>
            <Link to={paths.task(notice.task)} onClick={() => look(false)}>
              {notice.title}
            </Link>
            <div className={css.about}>
              <span>
                {notice.reason_label}：{notice.label} · {notice.holder}
              </span>
              <DueTag due={notice.due} />
            </div>
            <time dateTime={notice.at}>{formatInstant(notice.at)}</time>
          </li>
        ))}
      </ul>
      {notices.hasNextPage && (
        <Button type="link" block loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
          更多
        </Button>
      )}
    </div>
  );
  return (
    <Popover open={open} onOpenChange={look} trigger="click" placement="bottomRight" title="提醒" content={list}>
      <Badge count={fresh} size="small" offset={[-6, 6]}>
        <Button type="text" className={css.bell} icon={<BellOutlined />} aria-label={fresh > 0 ? `提醒，${fresh}条未看` : "提醒"} />
      </Badge>
    </Popover>
  );
}

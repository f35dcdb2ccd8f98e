/** Instants and days as people here read them: Asia/Shanghai, whatever clock the machine has. */

const PARTS = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const DAY = 86_400_000;

function parts(at: Date): Record<string, string> {
  return Object.fromEntries(PARTS.formatToParts(at).map((part) => [part.type, part.value]));
}

/** `2026-03-01 09:05`; what is no instant stays as it is. */
export function formatInstant(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const { year, month, day, hour, minute } = parts(at);
  return `${year}-${month}-${day} ${hour}:${minute}`;
}

/** The day on which an instant falls, `2026-03-01`. */
export function dayOf(at: Date): string {
  const { year, month, day } = parts(at);
  return `${year}-${month}-${day}`;
}

/** Days from one day to another, negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** How long something lay, in words: 3天4小时, 5小时20分钟, 不到1分钟. */
export function lastedSeconds(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (days > 0) return `${days}天${hours > 0 ? `${hours}小时` : ""}`;
  if (hours > 0) return `${hours}小时${rest > 0 ? `${rest}分钟` : ""}`;
  return rest > 0 ? `${rest}分钟` : "不到1分钟";
}

/** How long it was from one instant to another, in words. */
export function lasted(from: string, to: string | Date): string {
  const end = typeof to === "string" ? Date.parse(to) : to.getTime();
  const seconds = (end - Date.parse(from)) / 1000;
  return Number.isNaN(seconds) ? "" : lastedSeconds(seconds);
}

export type Urgency = "overdue" | "today" | "soon" | "later";

/** How near a last day is, and how that is said. */
export function dueIn(due: string, today: string): { urgency: Urgency; words: string } {
  const days = daysBetween(today, due);
  if (days < 0) return { urgency: "overdue", words: `已超期${-days}天` };
  if (days === 0) return { urgency: "today", words: "今天到期" };
  if (days <= 3) return { urgency: "soon", words: days === 1 ? "明天到期" : `${days}天后到期` };
  return { urgency: "later", words: `${days}天后到期` };
}

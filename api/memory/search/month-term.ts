/** The term that all messages of a month have: no word has a sign like that. */
export const monthTerm = (at: Date): string => `#${at.toISOString().slice(0, 7)}`;

/** The months from one time to another, the latest first, at most so many. */
export function monthTerms(from: Date, to: Date, limit: number): string[] {
  const months: string[] = [];
  const at = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth(), 1));
  const first = monthTerm(from);
  while (months.length < limit && monthTerm(at) >= first) {
    months.push(monthTerm(at));
    at.setUTCMonth(at.getUTCMonth() - 1);
  }
  return months;
}

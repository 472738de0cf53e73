import type { Services } from "#api/services.ts";
import type { DayMood } from "#db/repositories/relationships.ts";
import type { Mood } from "./schemas.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** How the user felt in the last days, as far as their messages tell. */
export async function loadMood(services: Services, userId: string, days: number): Promise<Mood> {
  const since = new Date(services.now().getTime() - days * dayMs);
  const moods = await services.relationships.findMoods(userId, since);
  const byDay = Map.groupBy(moods, ({ day }) => day);
  const items = [...byDay].map(([day, feelings]) => ({ day, emotions: feelings.map(toEmotion) }));
  return { items };
}

const toEmotion = ({ emotion: label, messages, intensity }: DayMood) => ({
  label,
  messages,
  intensity: Math.round(intensity * 100) / 100,
});

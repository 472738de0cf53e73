import type { Services } from "#api/services.ts";
import { wait } from "#api/wait.ts";
import { isDatabaseUnavailable } from "#db/repositories/failures.ts";

const patienceMs = 30_000;
const retryEveryMs = 500;

/**
 * Does what needs the database; while that is away, again and again for half a minute.
 *
 * @throws whatever `attempt` throws in the end
 */
export async function outlastOutage<T>(
  { closing }: Pick<Services, "closing">,
  attempt: () => Promise<T>,
): Promise<T> {
  const giveUpAtMs = performance.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const isHopeless = closing.aborted || performance.now() > giveUpAtMs;
      if (!isDatabaseUnavailable(error) || isHopeless) throw error;
      await wait(retryEveryMs, closing);
    }
  }
}

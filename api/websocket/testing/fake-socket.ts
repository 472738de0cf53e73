import type { ReceivedFrame } from "#api/testing/test-socket.ts";
import type { Socket } from "#api/websocket/socket.ts";

/** A socket whose network is in a test's hands. */
export function createFakeSocket() {
  const leaving: (() => void)[] = [];
  const fake = {
    /** What was handed over, in order. */
    sent: [] as ReceivedFrame[],
    /** Whether what is handed over leaves at once. */
    isFlowing: true,
    buffered: 0,
    pings: 0,
    /** How it was closed. */
    end: undefined as { code: number; reason: string } | "dropped" | undefined,
    /** Lets everything that waits leave. */
    flow() {
      for (const leave of leaving.splice(0)) leave();
    },
  };
  const socket: Socket = {
    send(text) {
      fake.sent.push(JSON.parse(text));
      if (fake.isFlowing) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      leaving.push(resolve);
      return promise;
    },
    bufferedBytes: () => fake.buffered,
    ping: () => (fake.pings += 1),
    answersPings: true,
    close: (code, reason) => (fake.end ??= { code, reason }),
    drop: () => (fake.end ??= "dropped"),
  };
  return { fake, socket };
}

import type { ReplyFeed } from "./reply-feed.ts";

/** A reply that this instance is writing. */
export interface RunningReply {
  feed: ReplyFeed;
  /** Stops the writing; what was written stays. */
  cancel(): void;
  /** Resolves when its end is stored. */
  finished: Promise<void>;
}

/** The replies this instance is writing, by id: the short way for readers that happen to be here. */
export function createReplyHub() {
  const running = new Map<string, RunningReply>();
  return {
    get: (replyId: string): RunningReply | undefined => running.get(replyId),

    /** Keeps a reply until it is finished. */
    add(replyId: string, reply: RunningReply) {
      running.set(replyId, reply);
      void reply.finished.finally(() => {
        if (running.get(replyId) === reply) running.delete(replyId);
      });
    },
  };
}

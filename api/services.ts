import { createConversationRepository } from "#db/repositories/conversations.ts";
import { createCounterRepository } from "#db/repositories/counters.ts";
import { createJobRepository } from "#db/repositories/jobs.ts";
import { createMessageChanges } from "#db/repositories/message-changes.ts";
import { createMessageRepository } from "#db/repositories/messages.ts";
import { createRelationshipRepository } from "#db/repositories/relationships.ts";
import { createPromptMemory } from "#db/repositories/prompt-memory.ts";
import { createPasswordResetRepository } from "#db/repositories/password-resets.ts";
import { createReportRepository } from "#db/repositories/reports.ts";
import { createSessionRepository } from "#db/repositories/sessions.ts";
import { createTurnRepository } from "#db/repositories/turns.ts";
import { createUserChanges } from "#db/repositories/user-changes.ts";
import { createUserExport } from "#db/repositories/user-export.ts";
import { createUserRemoval } from "#db/repositories/user-removal.ts";
import { createUserRepository } from "#db/repositories/users.ts";
import { createFailureLimit } from "./auth/failure-limit.ts";
import { createLiveSessions } from "./auth/live-sessions.ts";
import type { ApiConfig } from "./config.ts";
import { createChatLimit } from "./conversations/chat-limit.ts";
import { createHealthCheck } from "./health/check.ts";
import { OpenerCache } from "./conversations/opener-cache.ts";
import { createReplyHub } from "./conversations/reply-hub.ts";
import { ReplyWatch } from "./conversations/reply-watch.ts";
import { createCursorCodec } from "./cursors.ts";
import { InferenceClient } from "./inference-client/inference-client.ts";
import { createRateLimits } from "./limits/rate-limits.ts";
import { createMailWebhook } from "./mail/mail-webhook.ts";
import type { Platform } from "./platform.ts";
import { Connections } from "./websocket/connections.ts";

export type Services = ReturnType<typeof createServices>;

/** The only place where things are wired together. `closing` aborts what is under way at the end. */
export function createServices(config: ApiConfig, platform: Platform, closing: AbortSignal) {
  const { db, now, memoryCounters: memory } = platform;
  const users = createUserRepository(db);
  const inference = new InferenceClient(
    {
      url: config.INFERENCE_URL,
      model: config.INFERENCE_MODEL,
      token: config.INFERENCE_TOKEN,
      connectTimeoutMs: config.INFERENCE_CONNECT_TIMEOUT_MS,
      firstTokenTimeoutMs: config.FIRST_TOKEN_TIMEOUT_MS,
      tokenGapTimeoutMs: config.TOKEN_GAP_TIMEOUT_MS,
      replyTimeoutMs: config.REPLY_TIMEOUT_MS,
    },
    now,
  );
  const messages = createMessageRepository(db);
  const sharedCounters = createCounterRepository(db);
  const isShared = config.LIMIT_STORE === "postgres";
  const counters = isShared ? sharedCounters : memory;
  const rateLimits = createRateLimits({ config, shared: counters, memory, now });
  let decoy: Promise<string> | undefined;
  return {
    ...platform,
    config,
    closing,
    users,
    userChanges: createUserChanges(db),
    userExport: createUserExport(db),
    userRemoval: createUserRemoval(db),
    jobs: createJobRepository(db),
    sessions: createSessionRepository(db),
    passwordResets: createPasswordResetRepository(db),
    conversations: createConversationRepository(db),
    messages,
    messageChanges: createMessageChanges(db),
    reports: createReportRepository(db),
    relationships: createRelationshipRepository(db),
    turns: createTurnRepository(db),
    promptMemory: createPromptMemory(db),
    sharedCounters,
    rateLimits,
    failureLimit: createFailureLimit({ counters, free: config.LOGIN_FAILURES_BEFORE_DELAY, now }),
    chatLimit: createChatLimit({ rateLimits, isShared, now }),
    inference,
    /** Where e-mails are handed over; undefined where there is no such place. */
    mail: config.MAIL_WEBHOOK_URL
      ? createMailWebhook({ url: config.MAIL_WEBHOOK_URL, log: platform.log, closing })
      : undefined,
    /** Answers to greetings of people of whom nothing is known. */
    openers: new OpenerCache(now),
    /** The replies that are being written here. */
    replies: createReplyHub(),
    /** The replies that are written elsewhere and followed from here. */
    replyWatch: new ReplyWatch({ messages, now, closing }),
    /** The users for whom a prompt is being read ahead from here. */
    warming: new Map<string, AbortController>(),
    liveSessions: createLiveSessions(users, now),
    /** The WebSockets that are open here. */
    connections: new Connections({ users, now, log: platform.log }),
    health: createHealthCheck({ db, inference, now, startedAt: now() }),
    cursors: createCursorCodec(config.JWT_KEYS),
    /** The hash of a password nobody has, to spend the time of a check on an unknown account. */
    decoyHash: () => (decoy ??= platform.hashPassword(crypto.randomUUID())),
  };
}

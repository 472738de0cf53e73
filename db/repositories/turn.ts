import type { LedgerTotals } from "#db/schema/relationship.ts";
import type { Counted } from "./counters.ts";
import type { MessageRow, MessageStatus } from "./messages.ts";

/** What a turn starts from when it is not a new message. */
export type TurnTarget =
  | { kind: "regenerate"; replyId: string }
  | { kind: "edit"; userMessageId: string }
  | { kind: "continue"; replyId: string };

/** A client's Idempotency-Key and a digest of the request it came with. */
export interface Idempotency {
  key: string;
  fingerprint: string;
}

/**
 * How many turns a user may open: counted by the statement that opens one, or decided before. A
 * repetition that is known by its key is not counted, and never refused.
 */
export type TurnQuota =
  | { kind: "counted"; key: string; uses: number; windowMs: number }
  | { kind: "decided"; isLeft: boolean };

/** What opening a turn needs to know. Ids are made by the caller. */
export interface TurnRequest {
  userId: string;
  sessionId: string;
  conversationId: string;
  /** Whether the conversation is to be made with this turn. */
  opensConversation: boolean;
  target: TurnTarget | undefined;
  idempotency: Idempotency | undefined;
  /** Undefined for a turn that is opened whatever the user has used. */
  quota: TurnQuota | undefined;
  /** What an untitled conversation is called from now on. */
  title: string;
  /** The id of the user's message where it is a new one. */
  userMessageId: string;
  /** The id of the reply, except where one is continued. */
  replyId: string;
  content: string;
  /** How the user seems to feel; kept unless they do not want that. */
  emotion: Feeling | null;
  /** Whether it is to be answered whatever is in the way: a reply in progress, an inactive conversation. */
  isUrgent: boolean;
  /** Who holds the lease on the reply. */
  leaseOwner: string;
  /** The id of the job that has the conversation's cache erased where a message is edited. */
  erasingJobId: string;
  now: Date;
}

/** What was read of a feeling in a message. */
export interface Feeling {
  label: string;
  intensity: number;
}

/** A message of the short-term window. */
export interface WindowMessage {
  sequence: number;
  role: "user" | "assistant";
  content: string;
  /** What went into the prompt with it. */
  note: string | null;
  personality: string | null;
  emotion: string | null;
  intensity: number | null;
  /** Of a reply: its tokens, those of the prompt it answered, and of which epoch that was. */
  tokensUsed: number | null;
  promptTokens: number | null;
  epoch: number | null;
  source: string | null;
  at: string;
}

/** An epoch of a conversation's prompts, as it is stored. */
export interface StoredEpoch {
  number: number;
  persona: string;
  stage: string;
  basis: string;
  context: string;
  summary: string;
  rewritten: string | null;
  firstSequence: number;
  carriedThrough: number;
  messageBudget: number;
  cacheSlot: number;
  reason: string;
  isReady: boolean;
}

/** What becomes of a conversation's epochs with a turn. */
export interface EpochChange {
  /** The revision of the prompt that was read: where it has changed since, nothing is stored. */
  revision: number;
  /** The ones that stay or come; all others go. */
  numbers: number[];
  /** The ones to be written. */
  written: StoredEpoch[];
}

/** Something that happened to the user. */
export interface KnownEpisode {
  summary: string;
  at: string;
}

/** What a ledger adds up to, as its last event says. */
export interface StoredRelationship extends LedgerTotals {
  score: number;
  stage: string;
  events: number;
  lastAt: string;
}

/** Something that is remembered of the user. */
export interface KnownFact {
  id: string;
  type: string;
  value: string;
  confidence: number;
}

/** The part of the profile that bears on a reply. */
export interface TurnProfile {
  name: string | null;
  gender: string | null;
  location: string | null;
  country: string | null;
  language: string;
  preferences: Record<string, unknown>;
  birthDate: string | null;
  age: number | null;
  ageRecordedOn: string | null;
  minorAge: number | null;
  minorAgeRecordedOn: string | null;
  /** Null before the first event. */
  relationship: StoredRelationship | null;
  /** Newest first. */
  facts: KnownFact[];
  /** The newest fact that the user has asked to be kept or has written; null for none. */
  statedFact: string | null;
  /** Of the newest the most salient first. */
  episodes: KnownEpisode[];
}

/** Something the user said before. */
export interface SaidBefore {
  content: string;
  at: string;
}

/** A turn that was opened: the message is stored and a reply to it is pending. */
export interface OpenedTurn {
  conversationId: string;
  /** The conversation's, or what a continued reply was begun in. */
  personality: string | null;
  userMessageId: string;
  replyId: string;
  content: string;
  /** The numbers of the user's message and of the reply. */
  userSequence: number;
  replySequence: number;
  /** What went into the prompt with the message when it was answered before. */
  note: string | null;
  askedAt: Date;
  repliedAt: Date;
  /** What there is of a reply that is continued. */
  replyText: string;
  /** 1, and one more each time the same reply is continued. */
  attempt: number;
}

/** What opening a turn found out, in the one round trip it takes. */
export interface TurnOpening {
  /** Undefined when something stood in the way. */
  turn: OpenedTurn | undefined;
  session: "live" | "ended" | "deactivated";
  conversation: "active" | "inactive" | "missing";
  /** The window the turn was counted in; more uses than the quota has, and nothing was written. */
  counted: Counted | null;
  /** The reply that the Idempotency-Key has stood for before. */
  known: { fingerprint: string; replyId: string | null } | null;
  /** The reply in progress in the conversation. */
  standing: { replyId: string; leaseExpired: boolean } | null;
  /** Whether what the turn was to start from is there and the newest; null for a new message. */
  target: "ready" | "not-newest" | null;
  profile: TurnProfile;
  /** The messages before this turn that a prompt may hold, oldest first: never fewer than the last few. */
  window: WindowMessage[];
  /** The epoch in use and the one being prepared, by number. */
  epochs: StoredEpoch[];
  /** How often what prompts are made of has been changed other than by going on. */
  promptRevision: number;
  /** What the user said before in any conversation, newest first, cut short. */
  saidBefore: SaidBefore[];
  /** Who answered last in another conversation of the user that is not set to anybody. */
  lastPersonality: string | null;
  /** Whether the message of this turn has been scored before. */
  isScored: boolean;
}

/** What scoring a message needs that has been answered elsewhere. */
export interface ScoringGrounds extends Pick<TurnOpening, "profile" | "saidBefore" | "isScored"> {
  /** Null when it is gone. */
  message: Pick<WindowMessage, "content" | "emotion" | "intensity"> | null;
}

/** The text of a reply so far, when its lease is renewed. */
export interface ReplyProgress {
  replyId: string;
  leaseOwner: string;
  content: string;
  personality: string;
  /** What `message.start` said besides the ids. */
  opening: Record<string, unknown>;
  now: Date;
}

/** A new line of the ledger, with what the ledger adds up to then. */
export interface NewRelationshipEvent {
  id: string;
  number: number;
  at: string;
  delta: number;
  score: number;
  stage: string;
  reason: string;
  totals: LedgerTotals;
}

/** A new fact, learnt from the message of the turn. */
export interface NewFact extends KnownFact {
  source: string;
  /** The fact whose place it takes. */
  supersedes: string | null;
}

/** How a reply ended, and what its turn changes besides. */
export interface ReplyOutcome extends ReplyProgress {
  userId: string;
  source: NonNullable<MessageRow["source"]>;
  /** The next lines of the ledger. */
  events: NewRelationshipEvent[];
  learned: NewFact[];
  /** The facts that go. */
  forgotten: string[];
  /** Whom the conversation is set to from now on; null leaves it. */
  conversationPersonality: string | null;
  /** An age under 18 that the user has stated; null for none. */
  minorAge: number | null;
  /** What went into the prompt with the message; null leaves what is stored. */
  note: string | null;
  /** Of which epoch the prompt was; null where no model was asked. */
  epoch: number | null;
  /** What becomes of the epochs; null leaves them. */
  epochs: EpochChange | null;
  status: Exclude<MessageStatus, "pending" | "streaming">;
  tokensUsed: number | null;
  /** What the prompt took; null where that is not known. */
  promptTokens: number | null;
  model: string | null;
  completion: Record<string, unknown> | null;
  errorCode: string | null;
}

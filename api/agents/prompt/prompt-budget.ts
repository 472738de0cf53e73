/** What the model behind the inference server can take. */
export interface PromptLimits {
  /** Tokens of prompt and reply together. */
  contextTokens: number;
  /** Tokens kept free for the reply. */
  replyReserveTokens: number;
  /** `compact` for the small model that was trained on a form of its own. */
  form: "chat" | "compact";
}

/** How many tokens each part of a prompt may take. Together with the reply they are the context. */
export interface PromptBudget {
  reply: number;
  /** Who the persona is. */
  persona: number;
  /** Stage, language, safety. */
  guidance: number;
  /** What the template puts around all of it. */
  template: number;
  /** Facts and the summary of what left. */
  memory: number;
  /** Messages with their notes. */
  messages: number;
}

/** One turn as people mostly talk, message and reply, where messages have 440 tokens or more. */
const ordinaryTurn = 96;

/** The longest note with a message. */
export const noteTokens = 40;

/** What does not grow with the context: it is our own wording. */
const fixed: Record<
  PromptLimits["form"],
  Pick<PromptBudget, "persona" | "guidance" | "template">
> = {
  chat: { persona: 170, guidance: 60, template: 32 },
  compact: { persona: 24, guidance: 12, template: 28 },
};

/** How what is left is shared: at 1,024 tokens in the form `chat` these are the tokens themselves. */
const shared = { memory: 130, messages: 440 };

/** The share of facts in the memory, where there is a summary as well. */
export const factsShare = 1 / 2;

/** Talk needs that much, whatever a server says of itself. */
const fewestForMessages = 64;

/** The budget of a model. Each part has its own: none can take what is another's. */
export function budgetFor({ contextTokens, replyReserveTokens, form }: PromptLimits): PromptBudget {
  const wording = fixed[form];
  const left =
    contextTokens - replyReserveTokens - wording.persona - wording.guidance - wording.template;
  const messages = Math.max(
    fewestForMessages,
    Math.ceil((left * shared.messages) / (shared.memory + shared.messages)),
  );
  return { reply: replyReserveTokens, ...wording, memory: Math.max(0, left - messages), messages };
}

/** One turn as people mostly talk: after the window has rolled, two of them fit. */
export function ordinaryTurnTokens(limits: PromptLimits): number {
  const { messages } = budgetFor(limits);
  return Math.min(ordinaryTurn, Math.floor((messages * ordinaryTurn) / shared.messages));
}

/** What a prompt may take in all. */
export const promptTokens = ({ contextTokens, replyReserveTokens }: PromptLimits): number =>
  contextTokens - replyReserveTokens;

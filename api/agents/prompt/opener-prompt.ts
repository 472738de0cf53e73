import { composePrompt, type PromptMessage } from "./compose-prompt.ts";
import type { PromptLimits } from "./prompt-budget.ts";
import { renderContext, type ContextParts } from "./render-context.ts";

/** The prompt for a greeting of nobody in particular: nothing in it is anybody's. */
export function openerPrompt(
  parts: Pick<ContextParts, "persona" | "stage" | "language">,
  content: string,
  form: PromptLimits["form"],
): PromptMessage[] {
  const context = renderContext({ ...parts, facts: [], summary: "" }, form);
  const messages = [{ role: "user" as const, content, note: null }];
  return composePrompt({ persona: parts.persona, context, messages }, form);
}

import { Template } from "@huggingface/jinja";

import { ApiError } from "#inference/errors.ts";

/** Part of a prompt: the template's own text, in which control tokens count, or a message's, in which they do not. */
export interface PromptPart {
  readonly text: string;
  readonly isMessage: boolean;
}

export interface TemplateMessage {
  readonly role: string;
  readonly content: string;
  readonly name?: string | undefined;
}

export interface RenderOptions {
  /** Leave the last message open, to be written on. */
  readonly continueFinal: boolean;
}

export type RenderChat = (
  messages: readonly TemplateMessage[],
  options: RenderOptions,
) => PromptPart[];

/** The format of both pinned models, for GGUF files from before templates were stored in them. */
export const CHATML = `{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}`;

// Private-use characters around a number stand for a text while the template is rendered, so that
// what people wrote never passes through it and can be told from the template's text afterwards.
const standIn = (index: number) => `\uE000${index}\uE001`;
const STAND_IN = /\uE000(\d+)\uE001/;

/**
 * Makes a chat renderer of a GGUF's Jinja template.
 *
 * @throws when the template itself cannot be parsed
 */
export function compileChatTemplate(
  source: string,
  special: { readonly bos: string; readonly eos: string },
): RenderChat {
  const template = new Template(source);
  return (messages, { continueFinal }) => {
    const texts: string[] = [];
    const hide = (text: string) => standIn(texts.push(text) - 1);
    const hidden = messages.map(({ role, content, name }) => ({
      role,
      content: hide(content),
      ...(name === undefined ? {} : { name: hide(name) }),
    }));
    const rendered = render(template, {
      messages: hidden,
      add_generation_prompt: !continueFinal,
      bos_token: special.bos,
      eos_token: special.eos,
    });
    for (const { role, content } of hidden) {
      if (!rendered.includes(content)) throw refuse(`leaves out a message of role ${role}`);
    }
    return toParts(continueFinal ? endAt(rendered, hidden.at(-1)?.content) : rendered, texts);
  };
}

function render(template: Template, variables: Record<string, unknown>): string {
  try {
    return template.render(variables);
  } catch (error) {
    throw refuse(`refuses these messages: ${error instanceof Error ? error.message : "unknown"}`);
  }
}

function refuse(what: string): ApiError {
  const message = `This model's chat template ${what}.`;
  return new ApiError(message, { status: 400, code: "invalid_value", param: "messages" });
}

function endAt(rendered: string, last: string | undefined): string {
  if (last === undefined) return rendered;
  return rendered.slice(0, rendered.lastIndexOf(last) + last.length);
}

function toParts(rendered: string, texts: readonly string[]): PromptPart[] {
  return rendered.split(STAND_IN).map((piece, index) => {
    const isMessage = index % 2 === 1;
    return { text: isMessage ? (texts[Number(piece)] ?? "") : piece, isMessage };
  });
}

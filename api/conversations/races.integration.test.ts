import { expect, it } from "vitest";

import { messagesOf, pathOf, say } from "#api/testing/conversation-helpers.ts";
import { describeApi } from "#api/testing/describe-api.ts";

/** What may be done to a turn, by path and body. */
const doings: Record<string, (at: Turn) => [method: string, path: string, body?: object]> = {
  edit: ({ asked }) => ["PATCH", asked, { content: "Hello" }],
  "delete the message": ({ asked }) => ["DELETE", asked],
  "delete the reply": ({ replied }) => ["DELETE", replied],
  "delete the conversation": ({ conversation }) => ["DELETE", conversation],
  regenerate: ({ replied }) => ["POST", `${replied}/regenerate`],
  rate: ({ replied }) => ["POST", `${replied}/feedback`, { rating: "up" }],
  report: ({ replied }) => ["POST", `${replied}/feedback`, { report: { reason: "other" } }],
  send: ({ conversation }) => ["POST", `${conversation}/messages`, { content: "And?" }],
};

interface Turn {
  conversation: string;
  asked: string;
  replied: string;
}

const pairs = Object.keys(doings).flatMap((one, i, all) =>
  all.slice(i + 1).map((other) => [one, other] as const),
);

describeApi("two things done to one turn at once, on two instances", (open) => {
  it.each(pairs)("are done or refused, never an error of ours: %s, %s", async (...names) => {
    const api = open();
    const other = await api.startAnother();
    const user = await api.register();
    for (let round = 0; round < 4; round += 1) {
      const { conversationId, userMessage, reply } = await say(api, user, "Hi");
      const turn = {
        conversation: `/v1/conversations/${conversationId}`,
        asked: pathOf(conversationId, userMessage.id),
        replied: pathOf(conversationId, reply.id),
      };
      const answers = await Promise.all(
        [...names, ...names].map(async (name, i) => {
          const [method, path, body] = doings[name]!(turn);
          const response = await (i % 2 ? api : other).call(method, path, { as: user, body });
          return [name, response.status, response.ok ? "" : await response.text()] as const;
        }),
      );
      const ours = answers.filter(([, status]) => ![200, 204, 404, 409].includes(status));
      expect(ours).toEqual([]);
      const left = await api.call("GET", turn.conversation, { as: user });
      if (!left.ok) continue;
      const messages = await messagesOf(api, user, conversationId);
      expect(messages.filter(({ status }: { status: string }) => status !== "complete")).toEqual(
        [],
      );
    }
    await other.stop();
  });
});

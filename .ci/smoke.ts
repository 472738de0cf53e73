import { converse } from "./conversation.ts";

/*
 *   node .ci/smoke.ts [address]
 *
 * A conversation over HTTP with a running Sarah AI: an account, a message, a reply token by token.
 */

const url = process.argv[2] ?? "http://127.0.0.1:8000";
const { messages } = await converse(url);
for (const { role, content } of messages) console.log(`${role}: ${content}`);

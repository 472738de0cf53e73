import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A mail as it was handed over, and how. */
interface Received {
  mail: { kind: string; to: string; username: string; token: string; expiresAt: string };
  authorization: string | undefined;
}

/** The service behind MAIL_WEBHOOK_URL, which keeps what it is given. */
export interface Mailbox {
  url: string;
  received: Received[];
  /** What it answers to the next requests before it takes mails again. */
  refusals: number[];
  /** Resolves with the mails of a kind to an address once there are so many. */
  mailsTo(address: string, count?: number, kind?: string): Promise<Received["mail"][]>;
  close(): Promise<void>;
}

/** Starts a mailbox on a port of its own. */
export async function startMailbox(): Promise<Mailbox> {
  let arrival = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const piece of request) text += String(piece);
    const refusal = mailbox.refusals.shift();
    if (refusal === undefined) {
      const { authorization } = request.headers;
      mailbox.received.push({ mail: JSON.parse(text), authorization });
    }
    response.writeHead(refusal ?? 202).end();
    arrival.resolve();
    arrival = Promise.withResolvers();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const mailbox: Mailbox = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mails`,
    received: [],
    refusals: [],
    async mailsTo(address, count = 1, kind = "password-reset") {
      for (;;) {
        const next = arrival.promise;
        const mails = mailbox.received
          .map(({ mail }) => mail)
          .filter((mail) => mail.to === address && mail.kind === kind);
        if (mails.length >= count) return mails;
        await next;
      }
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return mailbox;
}

import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

import { RequestError } from "@hono/node-server";

import { DomainError } from "#api/errors.ts";
import { toProblem } from "#api/http/problem.ts";

const goodbyeMs = 1000;

/** What becomes of a request that never got as far as the app: a problem, with an id of its own. */
function refusal(error: DomainError): { headers: Record<string, string>; body: string } {
  const requestId = randomUUID();
  const body = JSON.stringify(toProblem(error, { instance: "/", requestId }));
  const headers = {
    "Content-Type": "application/problem+json",
    "X-Request-Id": requestId,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
  };
  return { headers, body };
}

/** Answers a request whose host and target make no URL, or on which the app itself has failed. */
export function refuse(error: unknown): Response {
  const isTarget = error instanceof RequestError;
  const failure = isTarget
    ? malformed("Host and target make no URL.")
    : new DomainError("internal");
  const { headers, body } = refusal(failure);
  return new Response(body, { status: isTarget ? 400 : 500, headers });
}

const malformed = (detail: string) => new DomainError("malformed-request", { detail });

/**
 * Has the server answer what it cannot read as HTTP, or what does not arrive in time, by a problem
 * too. On a connection on which an answer is under way nothing can be said any more.
 */
export function answerUnreadable(server: Server): void {
  // Expectations that we do not know are no reason to refuse (RFC 9110, section 10.1.1).
  server.on("checkExpectation", (request: IncomingMessage, response: ServerResponse) =>
    server.emit("request", request, response),
  );
  const answers = new WeakMap<Socket, ServerResponse>();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    answers.set(request.socket, response);
    response.once("close", () => {
      if (answers.get(request.socket) === response) answers.delete(request.socket);
    });
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || error.code === "ECONNRESET" || answers.get(socket)?.headersSent) {
      socket.destroy();
      return;
    }
    socket.on("error", () => socket.destroy());
    const { headers, body } = refusal(malformed(explain(error)));
    const lines = Object.entries(headers).map((header) => header.join(": "));
    const head = ["HTTP/1.1 400 Bad Request", ...lines, `Content-Length: ${body.length}`];
    socket.end(`${head.join("\r\n")}\r\nConnection: close\r\n\r\n${body}`);
    // Not at once: what it has sent and nobody reads would take the answer from it.
    setTimeout(() => socket.destroy(), goodbyeMs).unref();
  });
}

function explain({ code }: NodeJS.ErrnoException): string {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return "The request did not arrive in time.";
  if (code === "HPE_HEADER_OVERFLOW") return "The headers are too long.";
  return "This is not HTTP.";
}

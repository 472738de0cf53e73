import type { Services } from "#api/services.ts";

/** What a request carries through hono: the services it runs on, and who asks. */
export interface AppEnv {
  Bindings: {
    services: Services;
    /** The address at the other end of the connection, where the platform knows it. */
    peerAddress?: string | undefined;
  };
  Variables: {
    requestId: string;
    /** Set by `authenticate`. */
    session: { userId: string; sessionId: string };
  };
}

import type { SessionRef } from "#api/auth/access-token.ts";
import type { DomainError } from "#api/errors.ts";
import type { LimitState } from "#api/limits/rate-limits.ts";
import type { Services } from "#api/services.ts";
import type { Upgrade } from "#api/websocket/socket.ts";

/** What a request carries through hono: the services it runs on, and who asks. */
export interface AppEnv {
  Bindings: {
    services: Services;
    /** The address at the other end of the connection, where the platform knows it. */
    peerAddress?: string | undefined;
    /** What it was sent over, where the platform itself takes it from whoever sent it. */
    protocol?: string | undefined;
    /** Makes the request a WebSocket; only there when it asks for one. */
    upgrade?: Upgrade | undefined;
  };
  Variables: {
    requestId: string;
    /** Whose request it counts as; set by `origination`. */
    clientAddress: string;
    /** What the token of the request says; kept by `presentedSession`. */
    presented: SessionRef | DomainError;
    /** How the limits stand that the answer tells. */
    limits: LimitState[];
    /** Set by `authenticate`. */
    session: SessionRef;
  };
}

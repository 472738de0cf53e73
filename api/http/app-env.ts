import type { Services } from "#api/services.ts";
import type { Upgrade } from "#api/websocket/socket.ts";

/** What a request carries through hono: the services it runs on, and who asks. */
export interface AppEnv {
  Bindings: {
    services: Services;
    /** The address at the other end of the connection, where the platform knows it. */
    peerAddress?: string | undefined;
    /** Makes the request a WebSocket; only there when it asks for one. */
    upgrade?: Upgrade | undefined;
  };
  Variables: {
    requestId: string;
    /** Whose request it counts as; set by `origination`. */
    clientAddress: string;
    /** Set by `authenticate`. */
    session: { userId: string; sessionId: string };
  };
}

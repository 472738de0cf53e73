/** An open WebSocket as the platform gives it. */
export interface Socket {
  /**
   * Hands a text over to be sent; a socket that is closed drops it. Resolves when it has left for
   * the network, or at once where the platform does not say. Never rejects.
   */
  send(text: string): Promise<void>;
  /** Bytes handed over that have not left yet; always 0 where the platform does not say. */
  bufferedBytes(): number;
  /** Asks the peer for a sign of life; nothing where the platform looks after that itself. */
  ping(): void;
  /** Whether `ping` gets an answer that is told to the listener. */
  readonly answersPings: boolean;
  /** Closes with the closing handshake. */
  close(code: number, reason: string): void;
  /** Lets the connection go without a handshake, for a peer that is gone. */
  drop(): void;
}

/** What is told of an open WebSocket. */
export interface SocketListener {
  onText(text: string): void;
  onBinary(): void;
  /** The peer has answered a ping. */
  onPong(): void;
  /** It is closed, by whichever side; nothing is told after that. */
  onClose(): void;
}

/**
 * Takes a request over as a WebSocket. The listener is made when the socket is open; the response is
 * what the request is answered with.
 */
export type Upgrade = (handshake: {
  /** The subprotocol that is selected, if the client offered any. */
  protocol: string | undefined;
  headers: Record<string, string>;
  listen: (socket: Socket) => SocketListener;
}) => Response;

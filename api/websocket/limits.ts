/** The largest frame a client may send. */
export const maxFrameBytes = 64 * 1024;

/** Connections that one user may have at a time with one instance. */
export const maxSocketsPerUser = 20;

/** Connections that one instance holds. */
export const maxSockets = 5000;

/** Replies that run beside each other on one connection. */
export const maxSendsAtOnce = 8;

/** Frames of one connection that wait for the one before them. */
export const maxFramesWaiting = 64;

/** Frames in a row that could not be read. */
export const maxMalformedInRow = 10;

/** What may wait in a connection for a reader that does not read, besides one event a reply. */
export const maxBufferedBytes = 256 * 1024;

/** How long a connection may stay without a token. */
export const authWithinMs = 5000;

/** How long what was sent may take to leave. */
export const drainWithinMs = 30_000;

/** How often the peer is asked for a sign of life; it has as long to answer. */
export const pingEveryMs = 20_000;

/** How often the sessions of all connections are asked for: an ended one is closed within 5 s. */
export const sessionsEveryMs = 3000;

/** How often connections are looked after. */
export const tickEveryMs = 1000;

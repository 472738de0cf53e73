/** A moment, or one so much later, as Postgres reads it. */
export const iso = (now: Date, laterMs = 0) => new Date(now.getTime() + laterMs).toISOString();

/** A value as a parameter of type json. */
export const json = (value: unknown) => (value == null ? null : JSON.stringify(value));

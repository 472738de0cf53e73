/** All tables as one object: what drizzle's clients and drizzle-kit are given. */
export * from "./conversations.ts";
export * from "./memory.ts";
export * from "./relationship.ts";
export * from "./service.ts";
export * from "./users.ts";

import type { Services } from "#api/services.ts";
import type { Graph } from "./schemas.ts";

/** The people, places and things of the user's life, and how they are related. */
export async function loadGraph({ graph }: Services, userId: string): Promise<Graph> {
  return graph.find(userId);
}

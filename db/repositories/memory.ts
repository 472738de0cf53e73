import type { Database } from "#db/clients/database.ts";
import { createImportRepository } from "./imports.ts";
import { createIndexWork } from "./index-work.ts";
import { createEpisodeRepository } from "./memory-episodes.ts";
import { createFactRepository } from "./memory-facts.ts";
import { createGraphRepository } from "./memory-graph.ts";
import { createMemoryRemoval } from "./memory-removal.ts";
import { createRecallRepository } from "./recall.ts";

/** What is remembered of users, tier by tier. */
export function createMemoryRepositories(db: Database) {
  return {
    facts: createFactRepository(db),
    episodes: createEpisodeRepository(db),
    graph: createGraphRepository(db),
    memoryRemoval: createMemoryRemoval(db),
    recall: createRecallRepository(db),
    imports: createImportRepository(db),
    indexWork: createIndexWork(db),
  };
}

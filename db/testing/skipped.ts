import type { TestModule } from "vitest/node";

/** How the names of suites end that ran against Postgres, or would have. */
export const postgresMark = " (Postgres)";

/** How to get a Postgres for the tests. */
const remedy = "set TEST_DATABASE_URL or install postgresql";

/**
 * What was left out for want of Postgres, by name, as text to close a run with.
 *
 * @param reasons why each source of a Postgres had none
 * @returns undefined when no suite wanted one
 */
export function closingList(modules: TestModule[], reasons: string[]): string | undefined {
  const skipped = modules.flatMap((module) =>
    [...module.children.allSuites()]
      .filter((suite) => suite.name.endsWith(postgresMark))
      .map((suite) => `  ${suite.fullName}\n`),
  );
  if (skipped.length === 0) return undefined;
  const why = reasons.length > 0 ? ` (${reasons.join("; ")})` : "";
  return `\nSkipped: no Postgres found${why}: ${remedy}\n${skipped.join("")}`;
}

import { defineConfig } from "oxlint";

/**
 * Who may import whom, as lint. Every ban says what to do instead.
 * The proof that it bites is `.ci/import-rules.test.ts`, which lints a planted violation of each.
 */
interface Ban {
  regex: string;
  message: string;
}

const climbing: Ban = {
  regex: "^\\.\\./|^\\.\\.$",
  message: "No import climbs: a neighbour is ./x.ts, everything else #area/path.ts.",
};
const drizzle: Ban = {
  regex: "^(drizzle-orm|postgres|@electric-sql/pglite)(/|$)",
  message: "SQL lives in db/: add a method named in the domain's words to a repository.",
};
const llama: Ban = {
  regex: "^node-llama-cpp(/|$)",
  message: "Only inference/engine/backend.ts touches node-llama-cpp: extend its interface.",
};
const node: Ban = {
  regex: "^node:|^@hono/node-server|^@node-rs/|^ws$",
  message: "The Worker bundles this file: put what differs behind api/platform.ts.",
};
const http: Ban = {
  regex: "^hono($|/[^j])|^@hono/|^#api/http/|routes\\.ts$",
  message: "A verb never sees HTTP: take plain values, throw DomainError.",
};
const apiFromBelow: Ban = {
  regex: "^#api/",
  message: "db never sees the API: pass plain values in.",
};
const inferenceFromApi: Ban = {
  regex: "^#inference/([^p]|p[^r])",
  message: "The API knows the inference server by its wire only: #inference/protocol/.",
};
const apiFromInference: Ban = {
  regex: "^#(api|db)/",
  message: "The inference server stands alone: it knows neither the API nor the database.",
};
const anyOfOurs: Ban = {
  regex: "^#",
  message: "This folder is pure: it imports nothing of ours but its neighbours.",
};
const anyButModels: Ban = {
  regex: "^#(api|db|inference|deploy)/",
  message:
    "What reads text by a model knows the text alone: it imports nothing of ours but models/.",
};
const conversationsFromBelow: Ban = {
  regex: "^#api/conversations/",
  message: "conversations may call this area, never the reverse: pass in what you need.",
};
const entry: Ban = {
  regex: "^#(api|inference)/entry/|^#deploy/",
  message: "Nothing imports an entry: move the shared part out of it.",
};

const everywhere = [climbing, drizzle, llama, entry];
const restrict = (...bans: Ban[]): { "no-restricted-imports": ["error", { patterns: Ban[] }] } => ({
  "no-restricted-imports": ["error", { patterns: bans }],
});
const without = (bans: Ban[], ...gone: Ban[]) => bans.filter((ban) => !gone.includes(ban));

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "promise", "node", "vitest"],
  categories: { correctness: "error", suspicious: "error", perf: "error" },
  options: { typeAware: true },
  ignorePatterns: ["node_modules", ".data", "db/migrations", "**/*.cjs"],
  rules: {
    ...restrict(...everywhere),
    "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
    "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    "node/no-process-env": "error",
    "no-console": "error",
    "no-await-in-loop": "off",
    "no-shadow": "off",
    "no-underscore-dangle": "off",
    "import/no-cycle": "error",
    "import/no-unassigned-import": "off",
    "typescript/consistent-type-imports": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-explicit-any": "error",
    // Spreading a string into code points is what the contract counts in.
    "typescript/no-misused-spread": "off",
    // Rows, JSON and library edges are typed by assertion once, at the rim.
    "typescript/no-unsafe-type-assertion": "off",
    "unicorn/no-array-sort": "off",
    "unicorn/consistent-function-scoping": "off",
    "vitest/no-disabled-tests": "error",
    "vitest/no-focused-tests": "error",
    "vitest/require-mock-type-parameters": "off",
  },
  overrides: [
    {
      files: ["db/**"],
      rules: restrict(...without(everywhere, drizzle), apiFromBelow, inferenceFromApi),
    },
    {
      files: ["db/repositories/**"],
      rules: restrict(...without(everywhere, drizzle), apiFromBelow, inferenceFromApi, node),
    },
    { files: ["db/schema/**"], rules: restrict(climbing, llama, anyOfOurs, node) },
    { files: ["api/**"], rules: restrict(...everywhere, node, inferenceFromApi) },
    {
      files: ["api/{auth,me,limits,relationship,memory,safety,agents,conversations}/**"],
      rules: restrict(...everywhere, node, inferenceFromApi, http),
    },
    {
      files: ["api/{limits,relationship,memory,safety,agents}/**"],
      rules: restrict(...everywhere, node, inferenceFromApi, http, conversationsFromBelow),
    },
    {
      files: ["api/*/{routes,schemas,*-routes,*-schemas,*-response}.ts"],
      rules: restrict(...everywhere, node, inferenceFromApi),
    },
    {
      files: ["inference/**"],
      rules: restrict(...everywhere, apiFromInference),
    },
    {
      files: ["inference/{scheduler,kv-cache,protocol}/**", "models/*.ts"],
      rules: restrict(climbing, drizzle, llama, anyOfOurs),
    },
    {
      files: ["models/emotion/**"],
      rules: restrict(climbing, drizzle, llama, anyButModels, node),
    },
    {
      files: ["inference/protocol/**"],
      rules: restrict(climbing, drizzle, llama, anyOfOurs, node),
    },
    {
      files: ["inference/engine/backend.ts"],
      rules: restrict(climbing, drizzle, apiFromInference, entry),
    },
    {
      files: ["api/entry/**", "inference/entry/**", "deploy/**", "*.config.ts"],
      rules: { ...restrict(climbing, llama), "node/no-process-env": "off", "no-console": "off" },
    },
    {
      files: ["api/commands/**", "db/commands/**", "models/commands/**", ".ci/**"],
      rules: { ...restrict(climbing, llama), "node/no-process-env": "off", "no-console": "off" },
    },
    {
      files: ["**/*.test.ts", "**/testing/**"],
      rules: {
        ...restrict(climbing),
        "node/no-process-env": "off",
        "max-lines": "off",
        "max-lines-per-function": "off",
        "typescript/no-explicit-any": "off",
      },
    },
  ],
});

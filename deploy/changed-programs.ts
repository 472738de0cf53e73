/** What `npm run dev` can restart. */
export type Program = "api" | "inference";

const BOTH: Program[] = ["api", "inference"];

/** In the order of precedence: the first prefix that fits a path decides. */
const owners: [prefix: string, programs: Program[]][] = [
  [".env", BOTH],
  ["package.json", BOTH],
  ["deploy/", BOTH],
  ["inference/protocol/", BOTH],
  ["inference/", ["inference"]],
  ["models/", ["inference"]],
  ["api/", ["api"]],
  ["db/", ["api"]],
];

const SOURCE = /\.(ts|json|sql|html|css|js)$|^\.env$/;
const TEST = /\.test\.ts$|\/testing\//;

/** The programs that read a file, by its path from the root; none for tests and documents. */
export function programsOf(path: string): Program[] {
  const unix = path.replaceAll("\\", "/");
  if (!SOURCE.test(unix) || TEST.test(unix)) return [];
  return owners.find(([prefix]) => unix.startsWith(prefix))?.[1] ?? [];
}

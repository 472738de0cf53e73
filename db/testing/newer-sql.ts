/**
 * Syntax and functions that Postgres 13, the oldest we run on, does not know, by the version that
 * brought them. Not a parser: what is likely to slip in.
 */
const newer: readonly [RegExp, number][] = [
  [/\bnulls\s+not\s+distinct\b/i, 15],
  [/\bmerge\s+into\b/i, 15],
  [/\bsecurity_invoker\b/i, 15],
  [/\bon\s+delete\s+set\s+(null|default)\s*\(/i, 15],
  [/\bregexp_(like|count|instr|substr)\s*\(/i, 15],
  [/\bunique\s*\([^)]*without\s+overlaps\b/i, 18],
  [/\b(json_exists|json_value|json_query|json_table)\s*\(/i, 17],
  [/\bis\s+json\b/i, 16],
  [/\bany_value\s*\(/i, 16],
  [/\b(json_array|json_object|json_arrayagg|json_objectagg)\s*\(/i, 16],
  [/\buuidv[47]\s*\(/i, 18],
  [/\bas\s*\([^)]*\)\s*virtual\b/i, 18],
  [/\breturning\s+(with\s*\(|(old|new)\.)/i, 18],
  [/\bdate_bin\s*\(/i, 14],
  [/\bbit_count\s*\(/i, 14],
  [/\bstring_to_table\s*\(/i, 14],
  [/\btrim_array\s*\(/i, 14],
  [/\b(search\s+(depth|breadth)\s+first\b|cycle\s+\w+\s+set\b)/i, 14],
  [/\bmultirange\b/i, 14],
  [/\bset\s+compression\b|\bcompression\s+(lz4|pglz)\b/i, 14],
];

/** The constructs in an SQL text that need a newer Postgres than 13, as "text (Postgres 15)". */
export function findNewerSql(text: string): string[] {
  return newer.flatMap(([pattern, version]) => {
    const found = pattern.exec(text);
    return found ? [`${found[0]} (Postgres ${version})`] : [];
  });
}

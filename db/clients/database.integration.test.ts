import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { describeDatabases } from "#db/testing/describe-databases.ts";
import { databaseErrorOf } from "./database-error.ts";
import { rowsOf, toDate } from "./database.ts";

describeDatabases("raw statements", (open) => {
  const one = async <T>(expression: ReturnType<typeof sql>) => {
    const [row] = rowsOf<{ value: T }>(await open().db.execute(sql`select ${expression} as value`));
    return row?.value;
  };

  test("give times in UTC, as text, to the microsecond", async () => {
    const value = await one<string>(sql`timestamptz '2026-01-31 12:00:00.123456+02'`);
    expect(value).toBe("2026-01-31 10:00:00.123456+00");
    expect(toDate(value!)).toEqual(new Date("2026-01-31T10:00:00.123Z"));
    expect(await one(sql`date '2026-01-31'`)).toBe("2026-01-31");
  });

  test("give json and jsonb parsed, however deep", async () => {
    expect(await one(sql`'{"a": [1, {"b": null}]}'::jsonb`)).toEqual({ a: [1, { b: null }] });
    expect(await one(sql`json_build_object('at', timestamptz '2026-01-31 10:00Z')`)).toEqual({
      at: "2026-01-31T10:00:00+00:00",
    });
    expect(await one(sql`'null'::jsonb`)).toBeNull();
  });

  test("give int8 as a number until a number would round", async () => {
    expect(await one(sql`count(*)`)).toBe(1);
    expect(await one(sql`9007199254740993::int8`)).toBe(9_007_199_254_740_993n);
  });

  test("give numeric as text and floats as numbers", async () => {
    expect(await one(sql`0.10::numeric`)).toBe("0.10");
    expect(await one(sql`0.1::float8`)).toBe(0.1);
    expect(await one(sql`0.5::real`)).toBe(0.5);
    expect(await one(sql`7::int`)).toBe(7);
  });

  test("give uuids, booleans, bytes and null as themselves", async () => {
    const uuid = "019c1f4e-7b3a-7000-8000-000000000001";
    expect(await one(sql`${uuid}::uuid`)).toBe(uuid);
    expect(await one(sql`true`)).toBe(true);
    expect(await one(sql`null::text`)).toBeNull();
    expect(Array.from((await one<Uint8Array>(sql`'\\x00ff'::bytea`))!)).toEqual([0, 255]);
  });

  test("give arrays as arrays", async () => {
    expect(await one(sql`array['a', null, 'b "c" \\ d', '']`)).toEqual([
      "a",
      null,
      'b "c" \\ d',
      "",
    ]);
    expect(await one(sql`array[1, 2]::int8[]`)).toEqual([1, 2]);
    expect(await one(sql`array[0.5]::float8[]`)).toEqual([0.5]);
    expect(await one(sql`array[true, false]`)).toEqual([true, false]);
    expect(await one(sql`array['{"a":1}'::jsonb]`)).toEqual([{ a: 1 }]);
    expect(await one(sql`array[]::uuid[]`)).toEqual([]);
    expect(await one(sql`array[array[1, 2], array[3, 4]]`)).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test("take dates, objects, arrays and null as parameters", async () => {
    expect(await one(sql`${new Date(0)}::timestamptz`)).toBe("1970-01-01 00:00:00+00");
    expect(await one(sql`${{ a: 1 }}::jsonb`)).toEqual({ a: 1 });
    expect(await one(sql`'b' = any(${sql.param(["a", "b"])}::text[])`)).toBe(true);
    expect(await one(sql`2 = any(${sql.param([1, 2])}::int[])`)).toBe(true);
    expect(await one(sql`${sql.param([true])}::boolean[]`)).toEqual([true]);
    expect(await one(sql`cardinality(${sql.param([new Date(0)])}::timestamptz[])`)).toBe(1);
    expect(await one(sql`${null}::text`)).toBeNull();
  });
});

describeDatabases("errors", (open) => {
  beforeAll(async () => {
    await open().db.execute(sql`create table seats (number int constraint seats_key unique)`);
    await open().db.execute(sql`insert into seats values (1)`);
  });

  describe("of a taken unique key", () => {
    test("tell its code and constraint", async () => {
      const error = await failureOf(open().db.execute(sql`insert into seats values (${1})`));
      expect(databaseErrorOf(error)).toMatchObject({ code: "23505", constraint: "seats_key" });
    });

    test("leave what came before a savepoint in place", async () => {
      await open().db.transaction(async (tx) => {
        await tx.execute(sql`insert into seats values (${2})`);
        await failureOf(
          tx.transaction((inner) => inner.execute(sql`insert into seats values (1)`)),
        );
      });
      const rows = rowsOf(await open().db.execute(sql`select number from seats order by number`));
      expect(rows).toEqual([{ number: 1 }, { number: 2 }]);
    });
  });
});

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

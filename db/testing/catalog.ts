import { sql } from "drizzle-orm";
import { rowsOf, type Database } from "#db/clients/database.ts";

/**
 * What a database is made of, one line a column, constraint, index, trigger, policy, routine
 * or relation of the schema `public`, sorted. Two databases with the same lines behave the same; the order of columns, which
 * depends on history, is left out.
 */
export async function readCatalog(db: Database): Promise<string[]> {
  const result = await db.execute(sql`
    with relations as (
      select oid, relname, relkind from pg_class
      where relnamespace = 'public'::regnamespace and relkind <> 'i'
    )
    select 'relation ' || relname || ' ' || relkind::text as line from relations
    union all
    select concat_ws(' ', 'column', relname || '.' || attname, format_type(atttypid, atttypmod),
        case when attnotnull then 'not null' end, attidentity::text, attgenerated::text,
        'default ' || pg_get_expr(adbin, adrelid))
      from relations join pg_attribute on attrelid = relations.oid
      left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where attnum > 0 and not attisdropped
    union all
    select 'constraint ' || relname || ' ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid)
      from relations join pg_constraint on conrelid = relations.oid
      where contype <> 'n' -- from Postgres 18 on, not null is one as well
    union all
    select 'index ' || pg_get_indexdef(indexrelid) from relations join pg_index on indrelid = oid
    union all
    select 'value ' || typname || ' ' || enumlabel from pg_enum join pg_type on pg_type.oid = enumtypid
    union all
    select 'trigger ' || pg_get_triggerdef(pg_trigger.oid)
      from relations join pg_trigger on tgrelid = relations.oid where not tgisinternal
    union all
    select 'policy ' || relname || ' ' || polname
      from relations join pg_policy on polrelid = relations.oid
    union all
    select 'routine ' || proname || ' ' || pg_get_function_identity_arguments(oid)
      from pg_proc where pronamespace = 'public'::regnamespace
    order by 1`);
  return rowsOf<{ line: string }>(result).map(({ line }) => line);
}

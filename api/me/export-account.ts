import { sessionEnded } from "#api/errors.ts";
import type { Services } from "#api/services.ts";
import {
  conversationSections,
  userSections,
  type ExportedRow,
} from "#db/repositories/user-export.ts";

/**
 * Everything that is held of a user, as pieces of one JSON text: each is read from the database when
 * it is asked for, so that however much there is, little of it is in memory at a time. Left out are
 * secrets (hashes of password and tokens), counters of limits, and the search index, which is made
 * of the messages that are there.
 *
 * @throws DomainError session-ended where the account has gone
 */
export async function exportAccount(
  services: Services,
  userId: string,
): Promise<AsyncGenerator<string>> {
  const account = await services.users.find(userId);
  if (account === undefined) throw sessionEnded();
  const { passwordHash: _secret, ...user } = account.user;
  const head = { exportedAt: services.now(), account: user, profile: account.profile };
  return write(services, userId, head);
}

async function* write(
  { userExport }: Pick<Services, "userExport">,
  userId: string,
  head: object,
): AsyncGenerator<string> {
  yield JSON.stringify(head).slice(0, -1);
  for (const section of userSections) {
    yield `,"${section}":`;
    yield* array(userExport.ofUser(section, userId), async function* each(row) {
      yield JSON.stringify(row);
    });
  }
  yield `,"conversations":`;
  yield* array(userExport.conversations(userId), async function* each(row) {
    yield JSON.stringify(row).slice(0, -1);
    for (const section of conversationSections) {
      yield `,"${section}":`;
      yield* array(
        userExport.ofConversation(section, String(row["id"])),
        async function* each(inner) {
          yield JSON.stringify(inner);
        },
      );
    }
    yield "}";
  });
  yield "}";
}

/** A JSON array of rows that come in pages, each written in pieces. */
async function* array(
  pages: AsyncIterable<ExportedRow[]>,
  each: (row: ExportedRow) => AsyncIterable<string>,
): AsyncGenerator<string> {
  let separator = "[";
  for await (const rows of pages) {
    for (const row of rows) {
      yield separator;
      yield* each(row);
      separator = ",";
    }
  }
  yield separator === "[" ? "[]" : "]";
}

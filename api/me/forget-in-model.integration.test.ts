import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect, it, onTestFinished } from "vitest";

import { startApiProcess, startInferenceProcess } from "#api/testing/api-process.ts";
import { say } from "#api/testing/conversation-helpers.ts";
import { describePostgres } from "#db/testing/describe-databases.ts";
import { temporaryFolder } from "#db/testing/temporary-folder.ts";

const token = "a-token-for-tests";
const patience = { timeout: 30_000, interval: 100 };

// What is forgotten is the inference server's and not the database's: one of those is enough.
describePostgres("what the real inference server holds of somebody", (openDatabase) => {
  /** The two programs, with one slot: every conversation that is not the last one is on disk. */
  async function start(dataDir: string) {
    const own = { INFERENCE_TOKEN: token, DATA_DIR: dataDir, INFERENCE_SLOTS: "1" };
    const model = await startInferenceProcess(own);
    onTestFinished(() => model.kill());
    const settings = { INFERENCE_URL: model.url, INFERENCE_TOKEN: token };
    const api = await startApiProcess({ DATABASE_URL: openDatabase().url!, ...settings });
    onTestFinished(() => api.kill());
    return { model, api };
  }

  /** Of each file of the cache, whether it holds a word. */
  async function filesWith(word: string, folder: string): Promise<boolean[]> {
    const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile(),
    );
    const contents = names.map(({ parentPath, name }) => readFile(join(parentPath, name)));
    return (await Promise.all(contents)).map((bytes) => bytes.includes(word));
  }

  it("is gone from its files and its memory once they have deleted their account", async () => {
    const dataDir = temporaryFolder();
    const { model, api } = await start(dataDir);
    const holding = (word: string) => filesWith(word, join(dataDir, "kv-cache"));
    const [as, other] = [await api.register(), await api.register()];
    const first = await say(api, as, "My cat is called Zanzibar and she sleeps all day long.");
    await say(api, as, "Did I tell you of Zanzibar, who sleeps on the stove all day long?");
    await say(api, other, "I have a dog who never sleeps, and who barks at the moon at night.");
    // The first conversation is back in the slot now, and the others in files.
    await say(api, as, "And where does Zanzibar sleep at night?", first.conversationId);
    await expect.poll(() => holding("Zanzibar"), patience).toContain(true);
    await expect.poll(async () => (await holding("Zanzibar")).includes(false), patience).toBe(true);
    const body = { password: as.password };
    expect((await api.call("DELETE", "/v1/me", { as, body })).status).toBe(204);
    await expect.poll(() => holding("Zanzibar"), patience).toEqual([false]);
    // What a slot holds is written when the server is stopped: nothing of theirs is in it either.
    expect((await model.stop()).code).toBe(0);
    expect(await holding("Zanzibar")).toEqual([false]);
    expect(await holding("barks at the moon")).toEqual([true]);
  });
});

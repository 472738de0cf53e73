import { expect, test } from "vitest";

import { toneNote, type ReadEmotion } from "./tone-note.ts";

test.each<[ReadEmotion | null, string | null]>([
  [{ label: "sadness", intensity: 0.9 }, "(Tone: sad)"],
  [{ label: "sadness", intensity: 0.2 }, null],
  [{ label: "surprise", intensity: 0.9 }, null],
  [null, null],
])("the note of %j is %j", (emotion, note) => {
  expect(toneNote(emotion)).toBe(note);
});

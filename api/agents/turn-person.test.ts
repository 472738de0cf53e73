import { expect, test } from "vitest";

import { turnPerson } from "./turn-person.ts";

test.each([
  ["my dog is called Rex", "your dog is called Rex", "their dog is called Rex"],
  ["I'm allergic to nuts", "you are allergic to nuts", "they are allergic to nuts"],
  ["I was born in Porto", "you were born in Porto", "they were born in Porto"],
  ["the exam is on Friday", "the exam is on Friday", "the exam is on Friday"],
  ["Mimi and me", "Mimi and you", "Mimi and them"],
  [
    "I’ve moved, and the flat is mine",
    "you have moved, and the flat is yours",
    "they have moved, and the flat is theirs",
  ],
  ["mein Hund heißt Rex", "mein Hund heißt Rex", "mein Hund heißt Rex"],
])("%j is %j to its writer and %j to the model", (text, you, they) => {
  expect(turnPerson(text, "you")).toBe(you);
  expect(turnPerson(text, "they")).toBe(they);
});

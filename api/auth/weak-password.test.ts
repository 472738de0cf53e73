import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { commonPasswords } from "./common-passwords.ts";
import { findWeakness } from "./weak-password.ts";

const owner = {
  email: "lena.mueller+x@example.org",
  username: "lenchen42",
  name: "Léna Müller-Roth",
};
const weaknessOf = (password: string) => findWeakness(password, owner);

describe("a weak password", () => {
  test.each([
    "password",
    "Password1",
    "P@ssw0rd!",
    "pa$$word2024",
    "passwordpassword",
    "drowssap",
    "iloveyou!!",
    "1loveyou",
    "trustno1",
    "letmein123",
    "Welcome2026!",
    "changeme",
    "qwerty12345",
    "123456789",
    "12345678910",
    "dragon1234",
    "пароль123",
    "contraseña1",
  ])("is the common %s", (password) => {
    expect(weaknessOf(password)).toBeDefined();
  });

  test.each([
    "aaaaaaaa",
    "жжжжжжжж",
    "🦜🦜🦜🦜🦜🦜🦜🦜",
    "12121212",
    "abcabcabc",
    "12345678",
    "87654321",
    "abcdefgh",
    "qwertyuiop",
    "asdfghjkl",
    "1qaz2wsx",
    "qazwsxedc",
    "1234qwer",
    "qwer4321!",
    "aaabbbccc",
    "йцукенгш",
    "!@#$%^&*",
  ])("is the pattern %s", (password) => {
    expect(weaknessOf(password)).toBe("Easily guessed: a repetition or a run of keys");
  });

  test.each([
    "sarah-ai",
    "Sarah2026!",
    "5arah5arah",
    "sarahsarah",
    "haras123",
    "XHASH-xhash",
    "ilovesarah",
  ])("is the service's name in %s", (password) => {
    expect(weaknessOf(password)).toBe("Easily guessed: the name of this service");
  });

  test.each([
    "lena.mueller+x@example.org",
    "example.org",
    "ExampleOrg1",
    "LenaMueller",
    "lena_mueller_1990",
    "lenchen42",
    "Lenchen99!",
    "lenchenlenchen",
    "nehcnel42",
    "lenamullerroth",
    "M0ller-Roth".replace("0", "u"),
    "LénaMüller",
    "muellerlena!",
    "l3nchen42",
  ])("is its owner's own %s", (password) => {
    expect(weaknessOf(password)).toBe("Easily guessed: your own name or address");
  });

  test("is every listed one, in capitals and with digits and signs behind", () => {
    for (const common of commonPasswords) {
      expect(weaknessOf(common)).toBeDefined();
      expect(weaknessOf(common.toUpperCase())).toBeDefined();
    }
    const words = [...commonPasswords].filter((common) => /^\p{L}+$/u.test(common));
    for (const word of words) expect(weaknessOf(`${word}2027!?`)).toBeDefined();
    expect(words.length).toBeGreaterThan(500);
  });

  test.each([
    "correct horse",
    "correct horse battery staple",
    "a long passphrase",
    "Swordfish-42",
    "lena likes green tea",
    "sarah plays the violin",
    "12345 78",
    "19870423",
    "xk7#pq2v",
    "жираф гуляет",
    "語文數理化生史地",
    "a".repeat(72),
    "purple elephants dance",
  ])("is not %s", (password) => {
    expect(weaknessOf(password)).toBeUndefined();
  });

  test("has nothing to do with which signs there are: what is random is taken", () => {
    const alphabets = [
      "0123456789",
      "abcdefghijklmnopqrstuvwxyz",
      "!#%&/()=?*",
      "あいうえおかきくけこさしすせそ",
    ];
    fc.assert(
      fc.property(
        fc
          .constantFrom(...alphabets)
          .chain((alphabet) =>
            fc.array(fc.constantFrom(...alphabet), { minLength: 20, maxLength: 24 }),
          ),
        (signs) => {
          fc.pre(new Set(signs).size > 4);
          expect(weaknessOf(signs.join(""))).toBeUndefined();
        },
      ),
    );
  });

  test("is told without being repeated, whatever anybody is called", () => {
    const told = [
      undefined,
      "Easily guessed: a repetition or a run of keys",
      "Easily guessed: a common password",
      "Easily guessed: the name of this service",
      "Easily guessed: your own name or address",
    ];
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(text, text, text, (password, email, name) => {
        const weakness = findWeakness(password, { email, username: name, name });
        expect(told).toContain(weakness);
      }),
    );
  });
});

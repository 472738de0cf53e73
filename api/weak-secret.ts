/** What people put where a secret belongs, in documentation, examples and haste. */
const placeholders = [
  "changeme",
  "changethis",
  "replaceme",
  "replacethis",
  "placeholder",
  "example",
  "default",
  "insert",
  "secret",
  "your256",
  "keyboardcat",
  "thequickbrown",
  "operatortoken",
  "thirtytwo",
  "morethan",
  "password",
  "passphrase",
  "development",
  "testing",
  "sample",
  "dummy",
  "sarahai",
  "abcdefgh",
  "01234567",
  "12345678",
  "qwertyui",
  "loremipsum",
];

/** Fewer different signs than random text of 32 bytes has, in hexadecimal even; and of 16. */
const fewestSigns = (length: number) => (length < 32 ? 5 : 9);

/** Whether a secret was not made by chance: an example, a repetition, or of a few signs only. */
export function isWeakSecret(secret: string): boolean {
  const signs = [...secret];
  const letters = secret.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const isRepeated = (secret + secret).indexOf(secret, 1) < secret.length;
  return (
    new Set(signs).size < fewestSigns(signs.length) ||
    isRepeated ||
    placeholders.some((placeholder) => letters.includes(placeholder))
  );
}

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
  "yoursecret",
  "mysecret",
  "secretkey",
  "supersecret",
  "topsecret",
  "jwtsecret",
  "thirtytwo",
  "morethan",
  "asecretof",
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

/** Fewer different signs than random text of 32 bytes has, in hexadecimal even. */
const fewestSigns = 9;

/** Whether a secret was not made by chance: an example, a repetition, or of a few signs only. */
export function isWeakSecret(secret: string): boolean {
  const signs = [...secret];
  const letters = secret.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const isRepeated = (secret + secret).indexOf(secret, 1) < secret.length;
  return (
    new Set(signs).size < fewestSigns ||
    isRepeated ||
    placeholders.some((placeholder) => letters.includes(placeholder))
  );
}

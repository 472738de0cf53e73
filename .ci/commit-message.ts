const TYPES = ["feat", "fix", "docs", "style", "refactor", "test", "chore"];
const SUBJECT_MAX_CHARACTERS = 100;
const SUBJECT = new RegExp(`^(${TYPES.join("|")})\\([a-z0-9.][a-z0-9._/-]*\\): \\S.*$`);

/** What is wrong with a commit message, in a few words; undefined when nothing is. */
export function problemOf(message: string): string | undefined {
  const [subject = "", second = ""] = message.split("\n");
  if (!SUBJECT.test(subject)) {
    return `does not read "type(scope): description" with a type of ${TYPES.join(", ")}`;
  }
  if (subject.length > SUBJECT_MAX_CHARACTERS) {
    return `has a first line of more than ${SUBJECT_MAX_CHARACTERS} characters`;
  }
  if (second.trim() !== "") return "has no empty line after the first";
  return undefined;
}

/** A message as git will store it, from the file that its hook is given: without the comments. */
export function withoutComments(file: string): string {
  const [message = ""] = file.split(/^# -+ >8 -+$/m);
  const lines = message.split("\n").filter((line) => !line.startsWith("#"));
  return lines.join("\n").trim();
}

const maxCharacters = 60;

/** A title for a conversation out of its first message: its first words, on one line. */
export function titleFrom(content: string): string {
  const line = content.replaceAll(/\s+/g, " ").trim();
  const characters = [...line];
  if (characters.length <= maxCharacters) return line;
  const head = characters.slice(0, maxCharacters - 1).join("");
  const lastSpace = head.lastIndexOf(" ");
  return `${lastSpace > maxCharacters / 2 ? head.slice(0, lastSpace) : head}…`;
}

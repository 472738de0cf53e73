/** Who the writer's own words are to be about: told back to them, or told to the model. */
type Person = "you" | "they";

const forms: [pattern: RegExp, you: string, they: string][] = [
  [/\bI am\b|\bI['’]?m\b/gi, "you are", "they are"],
  [/\bI was\b/gi, "you were", "they were"],
  [/\bI['’]ve\b/gi, "you have", "they have"],
  [/\bI['’]d\b/gi, "you would", "they would"],
  [/\bI['’]ll\b/gi, "you will", "they will"],
  [/\bI\b/g, "you", "they"],
  [/\bmyself\b/gi, "yourself", "themselves"],
  [/\bmine\b/gi, "yours", "theirs"],
  [/\bmy\b/gi, "your", "their"],
  [/\bme\b/gi, "you", "them"],
];

/** Puts what somebody said of themselves into another person: "my dog" becomes "your dog". English only. */
export function turnPerson(text: string, person: Person): string {
  return forms.reduce(
    (turned, [pattern, you, they]) => turned.replaceAll(pattern, person === "you" ? you : they),
    text,
  );
}

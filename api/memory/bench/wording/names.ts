const list = (text: string): readonly string[] => text.split(" ");

/** First names none of which is a word of the templates. */
export const womensNames = list(
  "Ines Maren Yasmin Odette Liv Tamsin Ruta Paloma Greta Nadia Ilse Chiara Zofia Amara Bronagh Hedda Leonie Mirela Suki Vesna Althea Dorothea Farida Nuala Ottoline Pilar Ximena Katinka Solveig Jadwiga",
);
export const mensNames = list(
  "Tomas Piotr Malik Anders Bruno Cillian Davide Emeka Florian Goran Henrik Ivo Joaquin Kaspar Laszlo Matteo Nikos Osman Pavel Quentin Rafael Stellan Tobias Ulrich Viktor Wim Xaver Yannick Zoltan Bertrand",
);
/** Who somebody is to the user, with what is known of their sex by it. */
export const relations: readonly { relation: string; sex: "f" | "m" | "any" }[] = [
  { relation: "mother", sex: "f" },
  { relation: "father", sex: "m" },
  { relation: "sister", sex: "f" },
  { relation: "brother", sex: "m" },
  { relation: "aunt", sex: "f" },
  { relation: "uncle", sex: "m" },
  { relation: "cousin", sex: "any" },
  { relation: "niece", sex: "f" },
  { relation: "godfather", sex: "m" },
  { relation: "grandmother", sex: "f" },
  { relation: "best friend", sex: "any" },
  { relation: "oldest friend from school", sex: "any" },
  { relation: "colleague across the desk", sex: "any" },
  { relation: "trainee", sex: "any" },
  { relation: "landlord", sex: "m" },
  { relation: "neighbour", sex: "any" },
  { relation: "piano teacher", sex: "any" },
  { relation: "climbing partner", sex: "any" },
  { relation: "hairdresser", sex: "any" },
  { relation: "pen pal", sex: "any" },
];
/** Who somebody is to one of those. */
export const secondRelations: readonly { of: string; relation: string; sex: "f" | "m" | "any" }[] =
  [
    { of: "sister", relation: "husband", sex: "m" },
    { of: "brother", relation: "girlfriend", sex: "f" },
    { of: "best friend", relation: "flatmate", sex: "any" },
    { of: "aunt", relation: "wife", sex: "f" },
    { of: "cousin", relation: "twin", sex: "any" },
    { of: "neighbour", relation: "son", sex: "m" },
    { of: "trainee", relation: "mother", sex: "f" },
    { of: "oldest friend from school", relation: "boyfriend", sex: "m" },
    { of: "landlord", relation: "daughter", sex: "f" },
    { of: "climbing partner", relation: "fiancé", sex: "any" },
    { of: "niece", relation: "best friend", sex: "any" },
    { of: "father", relation: "new partner", sex: "any" },
  ];
/** How a person is first spoken of by name: `{who}` is "my sister" or "Ines's husband". */
export const introductions = `
[so|by the way|btw], {who} is called {name}, [since you keep asking|so you know who I mean|I'll mention {him} a lot]
{name}, that's {who}, [made me laugh today|came by with cake|sends regards, I told {him} about you]
{who}, {name}, [stayed for dinner|called twice today|is the reason I own an umbrella]
today I saw {who} again, {name}, and [we talked till the chairs were put up|{he} hasn't changed one bit]
when I say {name} I mean {who}, [long story|ok?|there's only one]
[meet|let me introduce] {name}: {who}, [stubborn as a gate|a heart like a stove|talks with both hands]`;

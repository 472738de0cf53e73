/**
 * The types of facts of which somebody has one at a time, as a pattern that Postgres reads like
 * JavaScript: a new value takes the place of the old one, which keeps its dates.
 */
export const singleValued =
  "^(name|age|birthday|gender|city|hometown|country|job|employer|favou?rite_.*)$";

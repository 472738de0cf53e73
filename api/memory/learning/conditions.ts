/** Conditions that last, by name; passing ones (a headache, a cold) are nobody's trait. */
const named =
  "asthma|adhd|add|autism|asd|ocd|ptsd|cptsd|ibs|ibd|pcos|pmdd|pots|copd|hiv|aids|als|cfs|gerd|ms|me\\/cfs|bpd|(?:type (?:1|2|one|two|i|ii) )?diabetes|t[12]d|epilepsy|(?:chronic )?migraines?|arthritis|rheumatoid arthritis|osteo\\p{L}+|depression|anxiety|(?:chronic )?insomnia|c(?:o)?eliac(?: disease)?|crohn'?s(?: disease)?|colitis|ulcerative colitis|eczema|psoriasis|endometriosis|hypertension|high blood pressure|low blood pressure|high cholesterol|tinnitus|an(?:a)?emia|scoliosis|fibromyalgia|lupus|narcolepsy|sleep apn(?:o)?ea|tourette'?s|dyslexia|dyscalculia|dyspraxia|bipolar(?: disorder)?|schizophrenia|parkinson'?s|alzheimer'?s|dementia|cancer|leuk(?:a)?emia|thyroid (?:problems|issues|disease)|hypothyroidism|hyperthyroidism|hashimoto'?s|a heart condition|a heart murmur|a pacemaker|hay ?fever|vertigo|sciatica|a slipped disc|a hernia|hemophilia|haemophilia|sickle cell(?: disease)?|cystic fibrosis|cerebral palsy|multiple sclerosis|raynaud'?s|vitiligo|rosacea|glaucoma|cataracts|color blindness|colour blindness|astigmatism|chronic (?:pain|fatigue|illness|back pain)(?: syndrome)?|long covid|panic attacks|social anxiety|an eating disorder|bulimia|anorexia|gout|reflux|acid reflux|hearing aids?|a prosthetic (?:leg|arm|hand)|\\p{L}+ (?:syndrome|disorder|disease|deficiency|intolerance)|an? (?:\\p{L}+ )?(?:allergy|intolerance)(?: to \\p{L}+)?|an? (?:bad|weak|dodgy|injured|torn|broken|sprained|fractured) (?:back|knee|hip|shoulder|ankle|wrist|heart|leg|arm|foot|acl|meniscus|ligament|rib|toe|finger|collarbone|elbow|neck)|\\p{L}{3,}(?:itis|algia|osis|pathy|emia)";

const being =
  "(?:deaf|blind|hard of hearing|hearing impaired)(?: in (?:one|my \\p{L}+|the \\p{L}+|both) (?:ears?|eyes?))?|(?:(?:type (?:1|2|one|two)|a type (?:1|2|one|two)|a) )?diabetic|epileptic|asthmatic|autistic|dyslexic|dyspraxic|colou?r[- ]?blind|bipolar|lactose intolerant|gluten intolerant|coeliac|celiac|an(?:a)?emic|in a wheelchair|wheelchair[- ]bound|a wheelchair user|visually impaired|short-?sighted|near-?sighted|paraplegic|paralysed|paralyzed|in remission|neurodivergent|insulin dependent|immunocompromised|hypothyroid|on the (?:autism )?spectrum|hiv positive|a cancer survivor|a recovering (?:alcoholic|addict)|an insomniac|hypermobile";

const patterns = {
  being: new RegExp(String.raw`^(?:${being})(?![\p{L}-])`, "iu"),
  having: new RegExp(
    String.raw`^(?:(?:really|pretty|quite|mild|severe|bad|terrible|slight|chronic|serious|clinical|just|been diagnosed with|developed|inherited|suffered from) )*(${named})(?![\p{L}-])`,
    "iu",
  ),
  own: new RegExp(String.raw`\bmy (?:${named.replaceAll("an? ", "")})(?![\p{L}-])`, "iu"),
};

/** Words in such an ending that are no illness. */
const harmless =
  /^(?:osmosis|hypnosis|metamorphosis|diagnosis|prognosis|sympathy|empathy|apathy|telepathy|antipathy|nostalgia|graffitis?|academia|bohemia|the disorder|a disorder|the disease|stockholm syndrome|imposter syndrome|impostor syndrome|an? allergy|add|me|ms)$/iu;

/** The condition at the beginning of a text; `own` finds one anywhere after "my". */
export function readConditions(text: string, how: keyof typeof patterns): string | undefined {
  const match = patterns[how].exec(text);
  if (match === null) return undefined;
  const found = how === "having" ? match[1]! : how === "own" ? match[0].slice(3) : match[0];
  // Short names are meant in capitals, or they are words.
  if (/^(?:add|ms|als|aids|pots|me|bpd)$/u.test(found)) return undefined;
  return harmless.test(found) && !/^(?:ADD|MS)$/u.test(found) ? undefined : found;
}

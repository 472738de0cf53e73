import { termOf } from "./terms-of.ts";

/*
 * Words of everyday talk that are often said for each other, or of the same matter, one matter a line.
 * Who asks where somebody works is answered by who said for whom they started a job.
 */
const matters = `work job employer employed company boss office career hired profession coworker colleague shift firm
live living home house apartment move address neighbourhood town city rent landlord reside
born birth birthday birthplace grew hometown childhood raised native
marry married wedding husband wife spouse engaged fiance bride groom proposed honeymoon anniversary
partner boyfriend girlfriend dating date relationship boyfriends girlfriends crush
divorce separated ex breakup split dumped
child son daughter baby toddler pregnant birth newborn parents
mother father parents family
brother sister sibling twin
grandmother grandfather grandparents
aunt uncle cousin nephew niece
friend buddy mate bestie pal roommate flatmate
dog cat pet animal vet leash breed rescue shelter walk
ill sick disease doctor hospital surgery diagnosis diagnosed clinic medicine pills flu health illness
allergy allergic intolerant reaction
hurt injured injury broken broke pain sprained ankle knee back wrist
sad cry depressed down unhappy tears upset
happy glad excited joy proud thrilled
angry furious mad annoyed argument fight quarrel argued row
afraid scared fear anxious nervous worried panic phobia terrified
stress overwhelmed burnout tired exhausted pressure
sleep insomnia nap bed awake
eat food meal dinner lunch breakfast cook cooking dish recipe restaurant cuisine
vegetarian vegan meat diet
drink coffee tea beer wine cocktail
bake cake bread cookies oven
travel trip holiday journey flight abroad visit vacation hotel tour flew beach
country nation abroad
car drive driving vehicle licence garage
train bus station commute tram
bike cycling ride
school class teacher pupil homework grade
university degree student study studied graduate graduated thesis exam professor course major
read book novel author library story
write writing poem blog journal diary
film cinema series episode watch show actor
music song band concert album guitar piano sing singer instrument
paint painting draw drawing art artist gallery sketch
photo camera photography
dance dancing ballet
sport gym training team match workout exercise fitness
run running marathon jog race
swim swimming pool lake
climb climbing hike hiking mountain trail
football soccer goal match
game play gaming console chess
garden plants flowers grow tomatoes balcony
knit sewing crochet craft
hobby pastime free spare leisure
language speak learning fluent
computer laptop software code programming developer engineer
phone call rang
money salary pay bills debt savings budget loan bank rich
buy bought shop shopping purchase price
gift present gave
party celebrate celebration
death died dead funeral grief lost passed
religion church pray faith mosque temple
weather rain snow sun storm
favourite like love enjoy prefer best
dislike hate stand loathe
name called nickname
old age years
colour blue red green yellow purple orange
plan going want hope intend future dream goal
quit resigned fired laid left stopped gave
start started began new
appointment meeting interview
accident crash
theft stolen robbed burglar
win won prize award
lose lost missing
learn lesson course
volunteer charity shelter`;

/** The terms of the same matters, by term. */
const byTerm = new Map<string, Set<string>>();
for (const line of matters.split("\n")) {
  const terms = line.split(" ").flatMap((word) => termOf(word) ?? []);
  for (const term of terms) {
    const others = byTerm.get(term) ?? new Set();
    for (const other of terms) if (other !== term) others.add(other);
    byTerm.set(term, others);
  }
}

/** Terms that are said of the same matter as one. */
export const relatedTo = (term: string): Iterable<string> => byTerm.get(term) ?? [];

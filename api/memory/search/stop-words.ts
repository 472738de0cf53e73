/** Words that say nothing of what a text is about, in the languages people here speak most. */
export const stopWords = new Set(
  `a about above after again all also although always am an and any anyone anything are aren as at be
  because been before being below between both but by can could couldn d did didn do does doesn doing
  don down during each even ever every few for from further get gets getting go goes going gonna got had
  hadn has hasn have haven having he her here hers herself him himself his how i if im in into is isn it
  its itself ive just know let like ll lot lots m made make makes many may maybe me might mightn mine more
  most much must mustn my myself need never no nor not now of off oh ok okay on once one only or other our
  ours ourselves out over own please put quite rather re really s said same say says shan she should
  shouldn so some someone something sometimes still such t tell than that thats the their theirs them
  themselves then there these they thing things think this those though through to told too try under
  until up upon us use ve very was wasn we well went were weren what when where whether which while who
  whom whose why will with without won would wouldn yeah yes yet you your yours yourself youre
  remember recall mention mentioned remind reminded talk talked
  der die das den dem des ein eine einen einem einer und oder aber ich du er sie es wir ihr mein meine
  dein ist sind war nicht mit von zu auf für im am
  el la los las un una unos y o pero yo tú mi tu su es son era no con de en por para que
  le les des une et ou mais je tu il elle nous vous mon ma mes ton est sont pas avec dans pour que qui
  os as um uma e eu meu minha seu não com em na do da`.split(/\s+/),
);

import type { PersonaId } from "#api/agents/persona.ts";

/**
 * What a crisis answer is put together from. Plain and caring, in the persona's voice; it promises
 * nothing, diagnoses nothing, asks for no explanation and says that an AI is answering.
 */
export interface CrisisWording {
  readonly opening: Record<PersonaId, string>;
  readonly whoCanHelp: (name: string, contact: string) => string;
  readonly whereToFind: (url: string) => string;
  readonly danger: (emergencyNumber: string | undefined) => string;
  readonly closing: Record<PersonaId, string>;
}

const english: CrisisWording = {
  opening: {
    sarah:
      "I'm glad you told me. That sounds like so much pain, and you shouldn't have to be alone with it.",
    xhash:
      "Thank you for saying it straight. That is a lot to carry, and you shouldn't have to carry it alone.",
    neutral: "Thank you for telling me. What you describe sounds very hard, and it matters.",
  },
  whoCanHelp: (name, contact) =>
    `I'm an AI and can't send help, but there are people who can talk with you right now: ${name}, ${contact}.`,
  whereToFind: (url) =>
    `I'm an AI and can't send help, but there are people who can talk with you right now: ${url} lists them for your country.`,
  danger: (number) =>
    number
      ? `If you are in danger or have already hurt yourself, please call ${number} now.`
      : "If you are in danger or have already hurt yourself, please call your local emergency number now.",
  closing: {
    sarah:
      "Is there somebody close by whom you could tell, or sit with for a while? You can go on writing to me too.",
    xhash: "Who could come over, or pick up the phone? You can go on writing to me meanwhile.",
    neutral: "Is there someone near you whom you could tell? You can also go on writing here.",
  },
};

const spanish: CrisisWording = {
  opening: {
    sarah:
      "Me alegra que me lo hayas contado. Suena a mucho dolor, y no tendrías que estar a solas con él.",
    xhash: "Gracias por decirlo tan claro. Es mucho peso, y no tendrías que llevarlo a solas.",
    neutral: "Gracias por contármelo. Lo que describes parece muy difícil, e importa.",
  },
  whoCanHelp: (name, contact) =>
    `Soy una IA y no puedo enviar ayuda, pero hay personas que pueden hablar contigo ahora mismo: ${name}, ${contact}.`,
  whereToFind: (url) =>
    `Soy una IA y no puedo enviar ayuda, pero hay personas que pueden hablar contigo ahora mismo: en ${url} están las de tu país.`,
  danger: (number) =>
    number
      ? `Si corres peligro o ya te has hecho daño, llama ahora al ${number}, por favor.`
      : "Si corres peligro o ya te has hecho daño, llama ahora al número de emergencias de tu país, por favor.",
  closing: {
    sarah:
      "¿Hay alguien cerca a quien se lo puedas contar, o que te haga compañía un rato? También puedes seguir escribiéndome.",
    xhash: "¿Quién podría venir, o coger el teléfono? Mientras, puedes seguir escribiéndome.",
    neutral:
      "¿Hay alguien cerca a quien se lo puedas contar? También puedes seguir escribiendo aquí.",
  },
};

const german: CrisisWording = {
  opening: {
    sarah:
      "Gut, dass du mir das sagst. Das klingt nach sehr viel Schmerz, und damit solltest du nicht allein sein müssen.",
    xhash:
      "Danke, dass du es so offen sagst. Das ist viel zu tragen, und du solltest es nicht allein tragen müssen.",
    neutral:
      "Danke, dass du das sagst. Was du beschreibst, klingt sehr schwer, und es ist wichtig.",
  },
  whoCanHelp: (name, contact) =>
    `Ich bin eine KI und kann keine Hilfe schicken, aber es gibt Menschen, die jetzt mit dir reden können: ${name}, ${contact}.`,
  whereToFind: (url) =>
    `Ich bin eine KI und kann keine Hilfe schicken, aber es gibt Menschen, die jetzt mit dir reden können: ${url} nennt sie für dein Land.`,
  danger: (number) =>
    number
      ? `Wenn du in Gefahr bist oder dich schon verletzt hast, ruf bitte jetzt die ${number} an.`
      : "Wenn du in Gefahr bist oder dich schon verletzt hast, ruf bitte jetzt den Notruf an.",
  closing: {
    sarah:
      "Gibt es jemanden in der Nähe, dem du es sagen könntest, oder der eine Weile bei dir bleibt? Du kannst mir auch weiter schreiben.",
    xhash:
      "Wer könnte vorbeikommen oder ans Telefon gehen? Du kannst mir derweil weiter schreiben.",
    neutral:
      "Gibt es jemanden in der Nähe, dem du es sagen könntest? Du kannst hier auch weiter schreiben.",
  },
};

const french: CrisisWording = {
  opening: {
    sarah:
      "Tu as bien fait de me le dire. Ça a l'air de faire très mal, et tu ne devrais pas avoir à porter ça tout seul ou toute seule.",
    xhash:
      "Merci de le dire franchement. C'est beaucoup à porter, et tu ne devrais pas avoir à le porter sans personne.",
    neutral: "Merci de me le dire. Ce que tu décris semble très dur, et c'est important.",
  },
  whoCanHelp: (name, contact) =>
    `Je suis une IA et je ne peux pas envoyer de secours, mais des personnes peuvent te parler tout de suite : ${name}, ${contact}.`,
  whereToFind: (url) =>
    `Je suis une IA et je ne peux pas envoyer de secours, mais des personnes peuvent te parler tout de suite : ${url} donne celles de ton pays.`,
  danger: (number) =>
    number
      ? `Si tu es en danger ou si tu t'es déjà fait du mal, appelle le ${number} maintenant, s'il te plaît.`
      : "Si tu es en danger ou si tu t'es déjà fait du mal, appelle maintenant le numéro d'urgence de ton pays, s'il te plaît.",
  closing: {
    sarah:
      "Y a-t-il quelqu'un près de toi à qui tu pourrais le dire, ou qui pourrait rester un moment ? Tu peux aussi continuer à m'écrire.",
    xhash:
      "Qui pourrait venir, ou décrocher le téléphone ? En attendant, tu peux continuer à m'écrire.",
    neutral:
      "Y a-t-il quelqu'un près de toi à qui tu pourrais le dire ? Tu peux aussi continuer à écrire ici.",
  },
};

const portuguese: CrisisWording = {
  opening: {
    sarah:
      "Que bom que você me contou. Parece muita dor, e você não deveria precisar ficar só com isso.",
    xhash:
      "Obrigado por dizer com todas as letras. É muito peso, e você não deveria carregá-lo sem ninguém.",
    neutral: "Foi bom você contar. O que você descreve parece muito difícil, e é importante.",
  },
  whoCanHelp: (name, contact) =>
    `Sou uma IA e não posso enviar ajuda, mas há pessoas que podem conversar com você agora: ${name}, ${contact}.`,
  whereToFind: (url) =>
    `Sou uma IA e não posso enviar ajuda, mas há pessoas que podem conversar com você agora: ${url} mostra as do seu país.`,
  danger: (number) =>
    number
      ? `Se você está em perigo ou já se machucou, ligue agora para ${number}, por favor.`
      : "Se você está em perigo ou já se machucou, ligue agora para a emergência do seu país, por favor.",
  closing: {
    sarah:
      "Há alguém por perto a quem você possa contar, ou que possa ficar um pouco com você? Também pode continuar me escrevendo.",
    xhash: "Quem poderia vir, ou atender o telefone? Enquanto isso, pode continuar me escrevendo.",
    neutral: "Há alguém por perto a quem você possa contar? Também pode continuar escrevendo aqui.",
  },
};

/** By primary language tag. English serves the others. */
export const crisisWordings: Readonly<Record<string, CrisisWording>> = {
  en: english,
  es: spanish,
  de: german,
  fr: french,
  pt: portuguese,
};

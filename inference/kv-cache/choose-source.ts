/** A place from which a slot could be given the beginning of a prompt. */
export interface Source {
  /** Tokens of the prompt that are held there. */
  readonly common: number;
  /** Tokens held there in all, which have to be moved with them. */
  readonly held: number;
  /** Whether they have to be written to disk before they can be read. */
  readonly isUnsaved: boolean;
}

/** Tokens that moving costs time for, as many as one that is evaluated: on a 7B model 700 are read in the time of one. */
const READ_PER_EVALUATED = 256;
/** Writing takes longer than reading. */
const WRITE_PER_EVALUATED = 64;
/** Moving is not worth its disturbance for less. */
const MIN_GAIN_TOKENS = 4;

/**
 * From where to bring the beginning of a prompt to the slot that is to read it: the place that saves
 * the most time.
 *
 * @param own tokens of the prompt that the slot holds itself
 * @returns an index into `sources`, or -1 to go on from what the slot holds
 */
export function chooseSource(own: number, sources: readonly Source[]): number {
  const gains = sources.map(({ common, held, isUnsaved }) => {
    const moved = held / READ_PER_EVALUATED + (isUnsaved ? held / WRITE_PER_EVALUATED : 0);
    return common - own - moved;
  });
  const best = Math.max(-Infinity, ...gains);
  return best >= MIN_GAIN_TOKENS ? gains.indexOf(best) : -1;
}

const maxVariants = 3;
const maxOpeners = 200;
const keptMs = 30 * 60 * 1000;

interface Variant {
  text: string;
  until: number;
}

/**
 * Answers to openers, in this instance's memory. Invariants: an answer is kept for half an hour; of an
 * opener there are three at most, told in turn; of all openers two hundred, the one used longest ago
 * leaves first; nobody waits for an answer to be made.
 */
export class OpenerCache {
  readonly #now: () => Date;
  readonly #answers = new Map<string, Variant[]>();
  readonly #inMaking = new Set<string>();
  /** How often an answer was there, was not, and was made. */
  readonly counts = { hits: 0, misses: 0, made: 0 };

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** An answer to an opener, if there is one. */
  take(opener: string): string | undefined {
    const variants = this.#fresh(opener);
    const [next, ...others] = variants;
    this.#answers.delete(opener);
    if (next === undefined) {
      this.counts.misses += 1;
      return undefined;
    }
    this.#answers.set(opener, [...others, next]);
    this.counts.hits += 1;
    return next.text;
  }

  /** Has one more answer made where there are not enough; one at a time. Never throws. */
  async fill(opener: string, make: () => Promise<string>): Promise<void> {
    if (this.#inMaking.has(opener) || this.#fresh(opener).length >= maxVariants) return;
    this.#inMaking.add(opener);
    try {
      const text = (await make()).trim();
      if (text !== "") this.#add(opener, text);
    } catch {
      // The next one who opens with this gives another chance.
    } finally {
      this.#inMaking.delete(opener);
    }
  }

  #add(opener: string, text: string): void {
    const others = this.#fresh(opener).filter((variant) => variant.text !== text);
    this.#answers.delete(opener);
    this.#answers.set(opener, [...others, { text, until: this.#now().getTime() + keptMs }]);
    this.counts.made += 1;
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > maxOpeners && oldest !== undefined) this.#answers.delete(oldest);
  }

  #fresh(opener: string): Variant[] {
    const now = this.#now().getTime();
    return (this.#answers.get(opener) ?? []).filter(({ until }) => until > now);
  }
}

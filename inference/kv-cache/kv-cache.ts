import { align, type Alignment, without } from "./align.ts";
import { CacheFiles } from "./cache-files.ts";
import { chooseSlot } from "./choose-slot.ts";
import { chooseSource, type Source } from "./choose-source.ts";
import { commonPrefix, type Fragment, toTokens } from "./fragments.ts";
import { type CacheSequence, type Contents, Slot, type TokenRange } from "./slot.ts";

export interface KvCacheOptions {
  /** Tokens of one slot. */
  readonly contextTokens: number;
  /** The disk tier, where there is one. */
  readonly files?: CacheFiles | undefined;
  /** Milliseconds on any clock. */
  readonly now: () => number;
}

/** A request that looks for a slot. */
export interface Wanted {
  readonly key?: string | undefined;
  readonly prompt: readonly Fragment[];
  /** Whether it would rather have no slot than one that another conversation used of late. */
  readonly sparesRecent?: boolean | undefined;
}

/**
 * Where the beginning of a prompt was found: in the slot, in the conversation's file, in what another
 * conversation has in common with it, or nowhere.
 */
export type CacheTier = "slot" | "disk" | "shared" | "none";

/** A slot for a request, and what of its prompt is there. */
export interface Seat<S extends CacheSequence = CacheSequence> {
  readonly slot: Slot<S>;
  /** The prompt, with the token ids that are held for the same text. */
  readonly fragments: readonly Fragment[];
  readonly tokens: readonly number[];
  /** How many of them the slot holds. */
  readonly common: number;
  readonly tier: CacheTier;
}

/** For how long after its use a slot is not taken by a request that spares such ones. */
const RECENT_MS = 60_000;
/** Fewer tokens than these are read again rather than kept on disk, and fewer new ones not worth another write. */
const MIN_SAVED_TOKENS = 16;
const MIN_NEWER_TOKENS = 8;

/**
 * Which conversation's cache is where: in a slot, in a file, or nowhere.
 *
 * Invariants: what a seat names as common is, token by token, what its slot's sequence holds, however
 * it came there; nothing else is ever used. A conversation that leaves its slot is on disk before
 * anything in the slot changes, unless it has no key or cannot be written. Everything but `prepare`
 * and what it starts happens between two steps, one call at a time.
 */
export class KvCache<S extends CacheSequence = CacheSequence> {
  readonly slots: readonly Slot<S>[];
  readonly #options: KvCacheOptions;

  constructor(sequences: readonly S[], options: KvCacheOptions) {
    this.slots = sequences.map((sequence) => new Slot(sequence));
    this.#options = options;
  }

  /** Whether what one slot holds can be brought to another. */
  get canLend(): boolean {
    return this.#options.files?.isWritable ?? false;
  }

  /** @returns a wait for the file of a conversation that is in no slot, if there is something to wait for */
  prepare(key: string | undefined): Promise<void> | undefined {
    const { files } = this.#options;
    if (key === undefined || !files || this.slots.some((slot) => slot.key === key))
      return undefined;
    const id = CacheFiles.toId(key);
    return files.isReady(id) ? undefined : files.prepare(id);
  }

  /** How much of a prompt's beginning can be had from files and idle slots. */
  reach({ key, prompt }: Wanted): number {
    const { files } = this.#options;
    const tokens = toTokens(prompt);
    const idle = this.slots.filter((slot) => !slot.busy);
    const inSlots = idle.map((slot) => this.#align(prompt, slot, slot.key === key).common);
    const inFiles = [...(files?.all() ?? [])].map((file) => commonPrefix(tokens, file.tokens));
    return Math.max(0, ...inSlots, ...inFiles);
  }

  /** Gives a request a slot, with as much of its prompt in it as can be had. @returns undefined when there is none for it */
  async seat(wanted: Wanted): Promise<Seat<S> | undefined> {
    const slot = this.#chooseSlot(wanted);
    if (!slot) return undefined;
    if (slot.key !== wanted.key) await this.#save(slot);
    const tier = await this.#bring(slot, wanted);
    const plan = this.#align(wanted.prompt, slot, slot.key === wanted.key);
    const isHeld = plan.erase === undefined || (await this.#erase(slot, plan.erase));
    const { fragments, tokens } = plan;
    const common = isHeld ? plan.common : 0;
    slot.busy = true;
    slot.busyKey = wanted.key;
    slot.usedAt = this.#options.now();
    return { slot, fragments, tokens, common, tier: tier ?? (common > 0 ? "slot" : "none") };
  }

  /** Takes a slot back from a reply that has said what it holds, or has failed in it. */
  async release(slot: Slot<S>, hasFailed = false): Promise<void> {
    if (slot.isForgotten || hasFailed) await slot.clear();
    slot.isForgotten = false;
    slot.busy = false;
    slot.usedAt = this.#options.now();
  }

  /** Forgets a conversation: at once, or where a reply of its key runs, when that ends. */
  async forget(key: string): Promise<void> {
    for (const slot of this.slots) {
      if (slot.busy && (slot.busyKey === key || slot.key === key)) slot.isForgotten = true;
      if (!slot.busy && slot.key === key) await slot.clear();
    }
    await this.#options.files?.delete(CacheFiles.toId(key));
  }

  /** Brings all conversations to disk, and waits until they are there. */
  async saveAll(): Promise<void> {
    for (const slot of this.slots) if (!slot.busy) await this.#save(slot);
    await this.#options.files?.settle();
  }

  #chooseSlot({ key, prompt, sparesRecent }: Wanted): Slot<S> | undefined {
    const idle = this.slots.filter((slot) => !slot.busy);
    const candidates = idle.map((slot) => ({
      key: slot.key,
      held: slot.tokens.length,
      common: this.#align(prompt, slot, false).common,
      usedAt: slot.usedAt,
    }));
    const promptTokens = toTokens(prompt).length;
    const evictUsedBy = sparesRecent ? this.#options.now() - RECENT_MS : undefined;
    return idle[chooseSlot(candidates, { key, promptTokens, evictUsedBy })];
  }

  /** @param isOwn whether it is the same conversation, from whose middle messages may have left */
  #align(prompt: readonly Fragment[], held: Contents, isOwn: boolean): Alignment {
    const { contextTokens: limit } = this.#options;
    const canErase = isOwn && this.slots.every(({ sequence }) => sequence.canErase);
    return align(prompt, held, { limit, canErase });
  }

  /** Moves the beginning of a prompt to its slot from where more of it is. @returns from where */
  async #bring(slot: Slot<S>, wanted: Wanted): Promise<CacheTier | undefined> {
    const { files } = this.#options;
    if (!files) return undefined;
    const own = this.#align(wanted.prompt, slot, slot.key === wanted.key).common;
    const places = this.#findPlaces(slot, wanted, files);
    const place = places[chooseSource(own, places)];
    if (!place) return undefined;
    if (place.from && !(await this.#write(place.from, place.id))) return undefined;
    const contents = await files.load(place.id, slot.sequence);
    if (!contents) {
      await slot.clear();
      return undefined;
    }
    const isOwn = place.tier === "disk";
    slot.hold(wanted.key, contents);
    slot.saved = isOwn ? contents.tokens.length : 0;
    return place.tier;
  }

  #findPlaces(slot: Slot<S>, { key, prompt }: Wanted, files: CacheFiles): Place<S>[] {
    const ownId = key === undefined ? undefined : CacheFiles.toId(key);
    const tokens = toTokens(prompt);
    const inFiles = [...files.all()].map((file): Place<S> => {
      const isOwn = file.id === ownId;
      const common = isOwn
        ? this.#align(prompt, file, true).common
        : commonPrefix(tokens, file.tokens);
      const tier = isOwn ? "disk" : "shared";
      return { id: file.id, common, held: file.tokens.length, isUnsaved: false, tier };
    });
    const inSlots = this.slots
      .filter((other) => other !== slot)
      .map((from): Place<S> => {
        const held = from.current.tokens;
        const key = from.busy ? from.busyKey : from.key;
        return {
          // Without a key it is named by what it says.
          id: CacheFiles.toId(key ?? `\0${held.join()}`),
          common: commonPrefix(tokens, held),
          held: held.length,
          isUnsaved: true,
          tier: "shared",
          from,
        };
      });
    return [...inFiles, ...inSlots];
  }

  /** @returns whether the slot holds what it should then; else it holds nothing */
  async #erase(slot: Slot<S>, range: TokenRange): Promise<boolean> {
    try {
      await slot.erase(range, without(slot, range));
      return true;
    } catch {
      await slot.clear();
      return false;
    }
  }

  /** Writes what a slot holds, if it is a conversation's and not on disk already. */
  async #save(slot: Slot<S>): Promise<void> {
    const { key, tokens, saved } = slot;
    if (key === undefined || tokens.length < MIN_SAVED_TOKENS) return;
    if (tokens.length - saved <= MIN_NEWER_TOKENS) return;
    await this.#write(slot, CacheFiles.toId(key));
  }

  async #write(slot: Slot<S>, id: string): Promise<boolean> {
    const { files } = this.#options;
    if (!files || !slot.sequence.isSettled) return false;
    const isWritten = await files.save(id, slot.sequence, slot.current);
    if (isWritten && !slot.busy) slot.saved = slot.tokens.length;
    return isWritten;
  }
}

interface Place<S extends CacheSequence> extends Source {
  readonly id: string;
  readonly tier: "disk" | "shared";
  /** A slot that has to be written before it can be read. */
  readonly from?: Slot<S>;
}

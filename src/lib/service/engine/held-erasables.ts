import type { Bytes } from '#lib/domain/bytes.ts';
import { parseErasables, type ErasableRow } from '#lib/storage/entry.ts';

/** An erasable row, and the epoch of the entry that it is in. */
export interface HeldErasable extends ErasableRow {
	epoch: number;
}

/** The erasable rows of an open vault. Entries are taken apart when somebody first asks for a row. */
export class HeldErasables {
	readonly #rows = new Map<string, HeldErasable>();
	/** as they lie in their entries */
	#unread: { epoch: number; section: Bytes }[] = [];

	/** @param section - of an entry, with all of its erasable rows */
	add(epoch: number, section: Bytes): void {
		// A copy, so that nothing else of the entry is kept.
		if (section.length > 0) this.#unread.push({ epoch, section: section.slice() });
	}

	/** All rows, by their ids. */
	get rows(): Map<string, HeldErasable> {
		for (const { epoch, section } of this.#unread.splice(0))
			for (const row of parseErasables(section) ?? []) this.#rows.set(row.id, { ...row, epoch });
		return this.#rows;
	}

	/** Forgets those of entries that are gone. */
	forgetOf(isGone: (epoch: number) => boolean): void {
		for (const [id, { epoch }] of this.#rows) if (isGone(epoch)) this.#rows.delete(id);
		this.#unread = this.#unread.filter(({ epoch }) => !isGone(epoch));
	}
}

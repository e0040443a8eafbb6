import type { LogDraft } from '#lib/domain/vault/log-entry.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { VaultRecord } from '#lib/domain/vault/vault-record.ts';
import type { ErasableRow } from '#lib/storage/entry.ts';

/** One write as a value: everything an operation changes, and what the log says of it. */
export interface Change {
	put?: readonly VaultRecord[];
	delete?: readonly string[];
	putErasables?: readonly ErasableRow[];
	deleteErasables?: readonly string[];
	putSlots?: readonly Slot[];
	deleteSlots?: readonly string[];
	/** left out only where nothing is done to a key or the vault: a form's draft, the time seen */
	log?: readonly LogDraft[];
	/** takes this as the highest time seen, although it is lower; only when a person said so */
	resetTime?: EpochMillis;
}

import { createContext } from 'svelte';
import type { ImportProgress } from '#lib/service/api/import.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import type { KeyActs } from './key-acts.svelte.ts';

/** The key that a page is about, as it stands now. */
export interface CurrentKey {
	readonly key: KeyMetadata;
	/** undefined for keys that nothing is imported into */
	readonly progress: ImportProgress | undefined;
	readonly acts: KeyActs;
}

export const [getCurrentKey, setCurrentKey] = createContext<CurrentKey>();

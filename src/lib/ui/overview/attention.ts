import { byUrgency, type Attention } from '#lib/domain/key/attention.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';

/** Something that calls for attention, and the key that it is about. */
export interface KeyAttention extends Attention {
	key: KeyMetadata;
}

/** @returns what calls for attention, what is most urgent first */
export const attentionTo = (keys: readonly KeyMetadata[]): KeyAttention[] =>
	keys.flatMap((key) => key.Attention.map((found) => ({ ...found, key }))).sort(byUrgency);

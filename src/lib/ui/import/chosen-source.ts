import { usualWrappedBytes } from '#lib/domain/import/encrypted-key-size.ts';
import { formatSteps, holdsShares, type ReadAs } from '#lib/domain/reading/reading.ts';
import type { ImportFile } from '#lib/service/api/import.ts';
import type { ImportParametersInfo } from '#lib/service/api/key-metadata.ts';
import type { ReadingOutcome } from '../engine/one-reading.svelte.ts';
import type { FieldEntry, FieldName } from './field-entry.ts';
import { fieldFor, fieldReadings, mayBeKept, type FieldReading } from './import-file.ts';

/** A file as it was chosen, to read it differently; it is not kept with the draft. */
export interface Source {
	file: File;
	as: ReadAs;
	entry: FieldEntry;
}
/** What goes into the fields. */
export type Fields = Partial<Record<FieldName, Source>>;

/** @returns all that a file holds, or one entry that says why it was not read */
export function sourcesIn(
	file: File,
	as: ReadAs,
	{ readings, refusal }: ReadingOutcome,
	parameters: ImportParametersInfo
): Source[] {
	const { name, size: fileBytes } = file;
	if (refusal) return [{ file, as, entry: { name, fileBytes, is: 'REFUSED', error: refusal } }];
	return fieldReadings(readings, parameters).map((reading) => ({
		file,
		as,
		entry: { ...reading, name: nameOf(file, reading), fileBytes, is: 'READ' }
	}));
}

/** The field that it belongs into. */
export const fieldOf = ({ entry }: Source): FieldName =>
	entry.is === 'READ' ? fieldFor(entry.content) : 'EncryptedKey';

/** Every field that gets something, with what it gets. */
export const entriesOf = (fields: Fields) => Object.entries(fields) as [FieldName, Source][];

/** What is known of a file without reading it. */
export const factsOf = ({ name, fileBytes }: FieldEntry) => ({ name, fileBytes });

/** Whether it is something that an import takes. */
export const fits = ({ content: { kind } }: Pick<FieldReading, 'content'>) =>
	kind === 'ENCRYPTED_KEY' || kind === 'IMPORT_TOKEN';

/** @returns those of several files that are one in pieces: shares of a recovery kit, the two parts of an encrypted key */
export function readTogether<Found extends { sources: readonly Source[] }>(
	found: readonly Found[],
	{ KeySpec }: ImportParametersInfo
): Found[] {
	const those = (is: (entry: FieldReading) => boolean) =>
		found.filter(({ sources }) =>
			sources.some(({ entry }) => entry.is === 'READ' && is(entry) && sources.length === 1)
		);
	const shares = those(holdsShares);
	if (shares.length > 1) return shares;
	const blocks = those(({ content }) => content.kind === 'ENCRYPTED_KEY' && !content.hybrid);
	const seconds = those(
		({ content, byteCount }) =>
			content.kind === 'UNKNOWN' && byteCount === usualWrappedBytes(KeySpec)
	);
	return blocks.length === 1 && seconds.length === 1 ? [...blocks, ...seconds] : [];
}

/** `airlock-import.zip › ImportToken.bin`, `backup.tgz › keys/wrapped.bin` */
function nameOf({ name }: File, { steps }: FieldReading): string {
	const container = steps.find((step) => step.name && containers.includes(step.step));
	return container?.name ? `${name} › ${container.name}` : name;
}

const containers: readonly FieldReading['steps'][number]['step'][] = ['ZIP', 'TAR', 'GZIP', 'JSON'];

/** @returns the file as the draft keeps it; null for what may not be kept */
export function asImportFile(
	entry: FieldEntry,
	parameters: ImportParametersInfo
): ImportFile | null {
	if (entry.is !== 'READ' || !mayBeKept(entry, parameters)) return null;
	return { Name: entry.name, ReadAs: formatSteps(entry.steps), Bytes: entry.bytes };
}

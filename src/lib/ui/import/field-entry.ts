import type { KmsError } from '#lib/domain/errors.ts';
import { parseSteps } from '#lib/domain/reading/reading.ts';
import type { ImportFile } from '#lib/service/api/import.ts';
import type { ImportParametersInfo } from '#lib/service/api/key-metadata.ts';
import { type FieldReading, contentOfKept } from './import-file.ts';

/** The two file fields of an import. */
export type FieldName = 'EncryptedKey' | 'ImportToken';

/** What lies in one of the two fields: a file that was read, or one that was not. */
export type FieldEntry = { name: string; fileBytes: number } & (
	| ({ is: 'READ' } & FieldReading)
	| { is: 'REFUSED'; error: KmsError }
);

/** A file of the draft. `alternatives` are not kept with it. */
export function keptEntry(
	{ Name, ReadAs, Bytes }: ImportFile,
	parameters: ImportParametersInfo
): FieldEntry {
	return {
		is: 'READ',
		name: Name,
		fileBytes: Bytes.length,
		steps: parseSteps(ReadAs) ?? [],
		content: contentOfKept(Bytes, parameters),
		bytes: Bytes,
		byteCount: Bytes.length,
		alternatives: []
	};
}

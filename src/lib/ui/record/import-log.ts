import type { ParameterSetId } from '#lib/domain/ids.ts';
import type { Handle, Response } from '#lib/service/api.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';

type Entry = Response<'ListActivity'>['Entries'][number];

/** What the log has of one import. */
export interface ImportLog {
	setId: ParameterSetId;
	/** oldest first: parameters, download, encryption, every attempt, the import */
	entries: Entry[];
	algorithm: string;
	wrappingKeySpec: string;
	/** hex; undefined in a log of before fingerprints were written */
	publicKeyFingerprint: string | undefined;
}

type ImportingKey = Pick<KeyMetadata, 'Bound' | 'ImportParameters'>;

const ofAnImport: ReadonlySet<string> = new Set([
	'GetParametersForImport',
	'DownloadImportParameters',
	'EncryptKeyMaterial',
	'ImportKeyMaterial'
]);
const pageOfEntries = 500;

/**
 * The last import that was finished, or else the one that is under way.
 *
 * @param newestFirst - a key's entries, back to the creation of the set at least
 * @returns undefined while there is none, or as long as its beginning is not among the entries
 */
function importLog(newestFirst: readonly Entry[], key: ImportingKey): ImportLog | undefined {
	const finished = newestFirst.find(
		({ operation, result }) => operation === 'ImportKeyMaterial' && result === 'Success'
	);
	// Bound: an import was finished once, if further back.
	const setId = key.Bound ? finished?.detail['setId'] : key.ImportParameters?.ParameterSetId;
	const created = newestFirst.find(
		({ operation, detail }) => operation === 'GetParametersForImport' && detail['setId'] === setId
	);
	if (setId === undefined || !created) return undefined;
	const last = finished?.number ?? Infinity;
	const fingerprint = created.detail['publicKeyFingerprint'];
	return {
		setId: setId as ParameterSetId,
		entries: newestFirst
			.filter(
				({ operation, number, detail, result }) =>
					ofAnImport.has(operation) &&
					number >= created.number &&
					number <= last &&
					// A refusal has no set in its detail.
					(detail['setId'] === setId || result !== 'Success')
			)
			.toReversed(),
		algorithm: String(created.detail['wrappingAlgorithm']),
		wrappingKeySpec: String(created.detail['wrappingKeySpec']),
		publicKeyFingerprint: typeof fingerprint === 'string' ? fingerprint : undefined
	};
}

/** Reads a key's log, newest first, as far back as its last import begins. */
export async function readImportLog(
	handle: Handle,
	key: ImportingKey & Pick<KeyMetadata, 'KeyId'>
): Promise<ImportLog | undefined> {
	const entries: Entry[] = [];
	let marker: number | null = Number.MAX_SAFE_INTEGER;
	while (marker !== null) {
		const page: Response<'ListActivity'> = await handle('ListActivity', {
			KeyId: key.KeyId,
			Limit: pageOfEntries,
			Marker: marker
		});
		entries.push(...page.Entries);
		const found = importLog(entries, key);
		if (found) return found;
		marker = page.NextMarker;
	}
	return undefined;
}

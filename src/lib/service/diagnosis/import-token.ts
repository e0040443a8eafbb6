import { equalBytes, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { wipeReadings } from '#lib/domain/reading/reading.ts';
import { possibleRepairs, repaired } from '#lib/domain/reading/file-repair.ts';
import type { ParameterSetId } from '#lib/domain/ids.ts';
import type { ImportFinding } from '#lib/domain/import/import-finding.ts';
import { assertTokenFits } from '#lib/domain/import/import-rules.ts';
import {
	importTokenBytes,
	looksLikeImportToken,
	parseImportToken,
	splitImportToken,
	type ImportToken
} from '#lib/domain/import/import-token.ts';
import { verifyMac } from '#lib/crypto/mac.ts';
import type { Moment } from '../engine/context.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import type { Diagnosis } from './encrypted-key.ts';
import { unread, wrongKind } from './file-kind.ts';

/**
 * Diagnoses a file in the slot of the import token.
 *
 * @param encryptedKeySetId - the set that the file in the other slot was made for, where that is known
 */
export async function diagnoseImportToken(
	moment: Moment,
	cmk: Cmk,
	file: Bytes,
	encryptedKeySetId: ParameterSetId | null
): Promise<Diagnosis> {
	const only = (finding: ImportFinding) => ({ findings: [finding], repaired: null, setId: null });
	const nothing = unread('TK', file);
	if (nothing) return only(nothing);
	const readings = readFile(file, { expectedLengths: [importTokenBytes] });
	try {
		const reading = readings.find(({ content }) => content.kind === 'IMPORT_TOKEN') ?? readings[0];
		if (!reading) return only({ id: 'TK-EMPTY' });
		const genuine = await genuineToken(moment.vault, reading.bytes);
		if (!genuine) {
			const other = wrongKind('TK', reading, importTokenBytes);
			return only(other ?? notGenuine(moment.vault, reading.bytes));
		}
		const { token, whole } = genuine;
		const finding = fitting(token, cmk, moment.now, encryptedKeySetId);
		if (!genuine.wasRepaired) return { findings: [finding], repaired: null, setId: token.setId };
		const length = { bytes: reading.bytes.length, expectedBytes: importTokenBytes };
		const rest = finding.id === 'TK-OK' ? [] : [finding];
		return {
			findings: [{ id: 'TK-EXTRA', ...length }, ...rest],
			repaired: whole,
			setId: token.setId
		};
	} finally {
		wipeReadings(readings);
	}
}

/** @returns the token if its seal verifies, as it is or after a repair */
async function genuineToken(
	vault: OpenVault,
	bytes: Bytes
): Promise<{ token: ImportToken; whole: Bytes; wasRepaired: boolean } | undefined> {
	const versions = [
		bytes.slice(),
		...possibleRepairs(bytes, [importTokenBytes]).map((repair) => repaired(bytes, repair))
	];
	for (const [index, whole] of versions.entries()) {
		if (whole.length !== importTokenBytes || !looksLikeImportToken(whole)) continue;
		const { sealed, mac } = splitImportToken(whole);
		if (await verifyMac(vault.keys.token, sealed, mac))
			return { token: parseImportToken(whole), whole, wasRepaired: index > 0 };
		wipe(whole);
	}
	return undefined;
}

function notGenuine(vault: OpenVault, bytes: Bytes): ImportFinding {
	const length = { bytes: bytes.length, expectedBytes: importTokenBytes };
	if (!looksLikeImportToken(bytes)) return { id: 'TK-NOT', bytes: bytes.length };
	if (bytes.length < importTokenBytes) return { id: 'TK-CUT', ...length };
	const vaultId = vaultOf(bytes);
	return vaultId && !equalBytes(vaultId, vault.vaultId) ? { id: 'TK-VAULT' } : { id: 'TK-CHANGED' };
}

function vaultOf(bytes: Bytes): Bytes | undefined {
	try {
		return parseImportToken(bytes).vaultId;
	} catch (error) {
		if (isKmsError(error, 'InvalidImportToken')) return undefined;
		throw error;
	}
}

/** What the import itself would say of a genuine token. */
function fitting(
	token: ImportToken,
	cmk: Cmk,
	now: number,
	encryptedKeySetId: ParameterSetId | null
): ImportFinding {
	const { setId, issued, validTo } = token;
	try {
		assertTokenFits(token, cmk, now);
		return { id: 'TK-OK', setId, validTo };
	} catch (error) {
		if (isKmsError(error, 'ExpiredImportToken')) return { id: 'TK-EXP', setId, validTo };
		if (!isKmsError(error, 'InvalidImportToken')) throw error;
		const { details } = error;
		if (details.reason === 'OTHER_KEY') return { id: 'TK-OTHERKEY', keyId: details.keyId };
		if (details.reason === 'SPENT') return { id: 'TK-SPENT', setId, at: details.at };
		return { id: 'TK-OLDSET', setId, issued, encryptedKeySetId };
	}
}

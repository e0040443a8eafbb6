import { describe, expect, test } from 'vitest';
import { concat, u8, utf8 } from '#lib/domain/bytes.ts';
import { emptyDraft } from '#lib/domain/import/import-draft.ts';
import {
	encodeRecord,
	initialFacts,
	parseRecord,
	recordId,
	type VaultRecord
} from '#lib/domain/vault/vault-record.ts';
import { cmkWith, noon, someKeyId } from '../../../support/cmk.ts';

const records: [VaultRecord, string][] = [
	[{ kind: 'cmk', cmk: cmkWith() }, someKeyId],
	[
		{
			kind: 'alias',
			alias: { aliasId: 'a1', name: 'pay', targetKeyId: someKeyId, creationDate: noon }
		},
		'a1'
	],
	[{ kind: 'draft', draft: emptyDraft(someKeyId) }, `draft/${someKeyId}`],
	[{ kind: 'vault', vault: { ...initialFacts, name: 'Vault', creationDate: noon } }, 'vault']
];

describe('a record', () => {
	test.each(records)('is read back as it was, under its id: %#', (record, id) => {
		expect(recordId(record)).toBe(id);
		expect(encodeRecord(record)[0]).toBe(1);
		expect(parseRecord(encodeRecord(record))).toEqual(record);
	});

	test('of the vault’s facts from before backups and the air gap guard is complete', () => {
		const vault = { name: 'Vault', creationDate: noon, autoLockMinutes: null };
		const older = concat(u8(1), utf8(JSON.stringify({ kind: 'vault', vault })));
		expect(parseRecord(older)).toEqual({
			kind: 'vault',
			vault: { ...vault, airGapGuard: null, lastBackup: null }
		});
	});

	test('of a CMK from before private keys of replaced sets were kept has none', () => {
		const { replacedWrappingKeys, ...cmk } = cmkWith();
		const older = concat(u8(1), utf8(JSON.stringify({ kind: 'cmk', cmk })));
		expect(parseRecord(older)).toEqual({ kind: 'cmk', cmk: { ...cmk, replacedWrappingKeys } });
		expect(replacedWrappingKeys).toEqual([]);
	});

	test.each([
		['a later version', concat(u8(2), utf8('{"kind":"cmk"}'))],
		['another kind', concat(u8(1), utf8('{"kind":"tag"}'))],
		['no text', Uint8Array.of(1, 0xff)],
		['nothing', new Uint8Array()]
	])('of %s is not readable', (_, plaintext) => {
		expect(parseRecord(plaintext)).toBeUndefined();
	});
});

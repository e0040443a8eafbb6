import { describe, expect, test } from 'vitest';
import { emptyDraft } from '#lib/domain/import/import-draft.ts';
import {
	asRecord,
	initialFacts,
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
		expect(asRecord(JSON.parse(JSON.stringify(record)) as VaultRecord)).toEqual(record);
	});

	test('of the vault’s facts from before backups and the air gap guard is complete', () => {
		const vault = { name: 'Vault', creationDate: noon, autoLockMinutes: null };
		const older = { kind: 'vault', vault } as VaultRecord;
		expect(asRecord(older)).toEqual({
			kind: 'vault',
			vault: { ...vault, airGapGuard: null, lastBackup: null }
		});
	});

	test('of a CMK from before private keys of replaced sets were kept has none', () => {
		const { replacedWrappingKeys, ...cmk } = cmkWith();
		const older = { kind: 'cmk', cmk } as VaultRecord;
		expect(asRecord(older)).toEqual({ kind: 'cmk', cmk: { ...cmk, replacedWrappingKeys } });
		expect(replacedWrappingKeys).toEqual([]);
	});

	test('of another kind is not readable', () => {
		expect(asRecord({ kind: 'tag' } as never)).toBeUndefined();
	});
});

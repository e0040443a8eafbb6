import { describe, expect, test } from 'vitest';
import { longestAlias } from '#lib/domain/key/alias.ts';
import { longestDescription } from '#lib/domain/key/cmk.ts';
import { longestEncryptionContext } from '#lib/domain/key/encryption-context.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { latestInstant } from '#lib/domain/time.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import fc from '../../../support/properties.ts';
import { rounds } from '../../../support/soak.ts';
import {
	newVault,
	openTab,
	passphrase,
	TestClock,
	type TestVault
} from '../../../support/vault.ts';

/** Characters of one to four bytes, and those that JSON writes with six. */
const anyCharacter = fc.constantFrom('a', 'é', '密', '🔑', '\u0001', '"', '\ud800');
const aliasCharacter = fc.constantFrom('a', 'é', '密', '𠀀');
/** At the limit, in characters, and below it. */
const upTo = (character: fc.Arbitrary<string>, most: number) =>
	fc.tuple(character, fc.constantFrom(most, most - 1, 1)).map(([one, count]) => one.repeat(count));

/** As many bytes as a context may have: in one name, in one value, in many names. */
const context = fc.constantFrom<Record<string, string>>(
	{ ['n'.repeat(longestEncryptionContext - 6)]: '' },
	{ ['\u0001'.repeat(longestEncryptionContext - 6)]: '' },
	{ n: '"'.repeat(longestEncryptionContext - 7) },
	Object.fromEntries(Array.from({ length: 1023 }, (_, index) => [`${1000 + index}`, '']))
);

/** Everything that the vault says of itself, but when and how often it was opened. */
async function contentOf({ handle }: TestVault) {
	const { Keys } = await handle('ListKeys', { Limit: 1000 });
	const { Entries } = await handle('ListActivity', { Limit: 1000 });
	return {
		name: (await handle('DescribeVault', {})).VaultName,
		keys: Keys,
		// In the order of their records' random ids.
		aliases: (await handle('ListAliases', {})).Aliases.map(({ AliasName }) => AliasName).sort(),
		progress: await Promise.all(
			Keys.map(({ KeyId }) => handle('GetImportProgress', { KeyId }).catch(() => null))
		),
		log: Entries.filter(({ operation }) => operation !== 'OpenVaultFile')
	};
}

describe('a vault at the limits of its fields', () => {
	test(
		'is saved, opens elsewhere and says the same',
		async () => {
			const vaults = fc.record({
				name: upTo(anyCharacter, 64),
				description: upTo(anyCharacter, longestDescription),
				aliases: fc.uniqueArray(upTo(aliasCharacter, longestAlias), { minLength: 1, maxLength: 3 }),
				context,
				fileName: upTo(anyCharacter, 300),
				validTo: fc.constantFrom(0, latestInstant)
			});
			await fc.assert(
				fc.asyncProperty(vaults, async ({ name, description, aliases, context, ...draft }) => {
					const vault = await newVault();
					const { handle } = vault;
					await handle('UpdateVault', { VaultName: name });
					const { KeyMetadata } = await handle('CreateKey', { Description: description });
					for (const alias of aliases)
						await handle('CreateAlias', {
							AliasName: `alias/${alias}`,
							TargetKeyId: KeyMetadata.KeyId
						});
					const Plaintext = new Uint8Array(4096);
					await handle('Encrypt', {
						KeyId: KeyMetadata.KeyId,
						Plaintext,
						EncryptionContext: context
					});
					const waiting = await handle('CreateKey', { Origin: 'EXTERNAL' });
					await handle('SaveImportDraft', {
						KeyId: waiting.KeyMetadata.KeyId,
						EncryptedKey: {
							Name: draft.fileName,
							ReadAs: 'BINARY',
							Bytes: crypto.getRandomValues(new Uint8Array(256))
						},
						Expiration: { expirationModel: 'KEY_MATERIAL_EXPIRES', validTo: draft.validTo }
					});

					const { File } = await handle('SaveVaultFile', {});
					const elsewhere = openTab(createMemoryStore(), new TestClock());
					await elsewhere.handle('OpenVaultFile', {
						File,
						Passphrase: passphraseBytes(passphrase)
					});
					expect(await contentOf(elsewhere)).toEqual(await contentOf(vault));
				}),
				{ numRuns: rounds(10, 1000) }
			);
		},
		rounds(60_000, 3_600_000)
	);

	test('is saved after 20 changes of passphrase, each of which was cut off', async () => {
		const store = createMemoryStore();
		const vault = await newVault(store);
		const cut = new Error('cut off');
		const cutOff = openTab(
			{
				...store,
				// The step that only deletes; what makes room for a new slot is one step, and goes through.
				commit: async (commit) => {
					const before = (await store.readSnapshot())?.slots ?? [];
					const ids = (commit.opening?.slots ?? before).map(({ slotId }) => slotId);
					const onlyDeletes =
						ids.length < before.length &&
						ids.every((id) => before.some((slot) => slot.slotId === id));
					if (onlyDeletes) throw cut;
					await store.commit(commit);
				}
			},
			vault.clock
		);
		await cutOff.handle('UnlockVault', { Passphrase: passphraseBytes(passphrase) });
		const slotCounts = new Set<number>();
		for (let change = 0; change < 20; change++) {
			await cutOff
				.handle('ChangePassphrase', {
					CurrentPassphrase: passphraseBytes(passphrase),
					NewPassphrase: passphraseBytes(passphrase)
				})
				.catch((error: unknown) => expect(error).toBe(cut));
			slotCounts.add((await store.readSnapshot())?.slots.length ?? 0);
		}
		// Without room for a ninth the change is one step, which can't be cut off in between.
		expect([...slotCounts]).toEqual([2, 3, 4, 5, 6, 7, 8, 1]);
		const { File } = await vault.handle('SaveVaultFile', {});
		const elsewhere = openTab(createMemoryStore(), new TestClock());
		await elsewhere.handle('OpenVaultFile', { File, Passphrase: passphraseBytes(passphrase) });
		expect((await elsewhere.handle('DescribeVault', {})).Damage).toEqual([]);
	}, 60_000);
});
